import { afterEach, describe, expect, it } from "@jest/globals";
import { systemClock } from "../../camera/clock.ts";
import { findMasterChannel, type MasterChannel } from "../../camera/control-plane.ts";
import { reasonOf } from "../../camera/failure.ts";
import { createIceServerSource, noIceServers } from "../../camera/ice-servers.ts";
import {
  failWith,
  hang,
  type SignalingService,
  startSignalingService,
} from "../../rehearsal/signaling-service/index.ts";
import { createManualClock } from "./manual-clock.ts";

let service: SignalingService;
afterEach(() => service.stop());

async function setUp(options: { withStun?: boolean; callTimeoutMilliseconds?: number } = {}) {
  let calls = 0;
  service = await startSignalingService({ quotas: "off" });
  service.behave({
    name: "count",
    beforeOperation: ({ operation }) => {
      if (operation === "GetIceServerConfig") calls += 1;
      return undefined;
    },
  });
  const channel: MasterChannel = await findMasterChannel({
    ...service,
    channelName: "front-door",
    callTimeoutMilliseconds: 5_000,
    clock: systemClock,
  });
  const clock = createManualClock();
  const stopped = new AbortController();
  const failures: unknown[] = [];
  const source = createIceServerSource({
    channel: () => channel,
    credentials: service.credentials,
    withStun: options.withStun ?? false,
    callTimeoutMilliseconds: options.callTimeoutMilliseconds ?? 5_000,
    clock,
    signal: stopped.signal,
    onFailure: (error) => failures.push(error),
  });
  return { source, clock, failures, calls: () => calls, stop: () => stopped.abort() };
}

describe("the camera's ICE servers", () => {
  it("are asked for once, by however many viewers at a time, until shortly before they expire", async () => {
    const { source, clock, calls } = await setUp();
    const [servers] = await Promise.all([source.get(1_000), source.get(1_000)]);
    expect(servers?.length).toBeGreaterThan(0);
    expect(servers?.[0]).toEqual({
      urls: expect.stringMatching(/^turns?:/),
      username: expect.any(String),
      credential: expect.any(String),
    });
    await source.get(1_000);
    expect(calls()).toBe(1);
    clock.advance(271_000);
    await source.get(1_000);
    expect(calls()).toBe(2);
  });

  it("are asked for anew when the service says that they moved", async () => {
    const { source, calls } = await setUp();
    await source.get(1_000);
    source.forget();
    await source.get(1_000);
    expect(calls()).toBe(2);
  });

  it("are AWS's STUN server alone when the call fails, and the failure is told", async () => {
    const { source, clock, failures } = await setUp({ withStun: true });
    const end = service.behave(failWith("ClientLimitExceededException"));
    const stun = { urls: "stun:stun.kinesisvideo.us-east-1.amazonaws.com:443" };
    expect(await source.get(1_000)).toEqual([stun]);
    expect(failures).toHaveLength(1);
    end();
    clock.advance(30_000);
    const servers = await source.get(1_000);
    expect(servers[0]).toEqual(stun);
    expect(servers.length).toBeGreaterThan(1);
  });

  it("are not asked for by each viewer anew in the half minute after a failure", async () => {
    const { source, clock, calls } = await setUp();
    service.behave(failWith("ClientLimitExceededException"));
    await source.get(1_000);
    clock.advance(29_999);
    await source.get(1_000);
    expect(calls()).toBe(1);
    clock.advance(1);
    await source.get(1_000);
    expect(calls()).toBe(2);
  });

  it("are those without credentials for a viewer who cannot wait longer, and all of them for the next", async () => {
    const { source, clock } = await setUp({ withStun: true });
    const held = source.get(1_000);
    clock.advance(1_000);
    expect(await held).toHaveLength(1);
    expect((await source.get(1_000)).length).toBeGreaterThan(1);
  });

  it("fail in words when the service does not answer", async () => {
    const { source, failures } = await setUp({ callTimeoutMilliseconds: 50 });
    service.behave(hang("GetIceServerConfig"));
    expect(await source.get(1_000)).toEqual([]);
    expect(failures.map(reasonOf)).toEqual(["the service did not reply in time (TimeoutError)"]);
  });

  it("are not waited for by a camera that stops", async () => {
    const { source, failures, stop } = await setUp({ withStun: true });
    service.behave(hang("GetIceServerConfig"));
    const waiting = source.get(1_000);
    stop();
    expect(await waiting).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it("are none where they would only cost time", async () => {
    await setUp();
    noIceServers.forget();
    expect(await noIceServers.get(1_000)).toEqual([]);
  });
});
