import { afterEach, describe, expect, it } from "@jest/globals";
import { sleep, systemClock } from "../../camera/clock.ts";
import { findMasterChannel, type MasterChannel } from "../../camera/control-plane.ts";
import { createIceServerSource, noIceServers } from "../../camera/ice-servers.ts";
import { failWith, type SignalingService, startSignalingService } from "../../rehearsal/signaling-service/index.ts";
import { createManualClock } from "./manual-clock.ts";

let service: SignalingService;
afterEach(() => service.stop());

async function setUp(options: { withStun?: boolean } = {}) {
  let calls = 0;
  service = await startSignalingService({ quotas: "off" });
  service.behave({
    name: "count",
    beforeOperation: ({ operation }) => {
      if (operation === "GetIceServerConfig") calls += 1;
      return undefined;
    },
  });
  const channel: MasterChannel = await findMasterChannel({ ...service, channelName: "front-door" }, (milliseconds) =>
    sleep(systemClock, milliseconds),
  );
  const clock = createManualClock();
  const failures: unknown[] = [];
  const source = createIceServerSource({
    channel: () => channel,
    credentials: service.credentials,
    withStun: options.withStun ?? false,
    now: clock.now,
    onFailure: (error) => failures.push(error),
  });
  return { source, clock, failures, calls: () => calls };
}

describe("the camera's ICE servers", () => {
  it("are asked for once, by however many viewers at a time, until shortly before they expire", async () => {
    const { source, clock, calls } = await setUp();
    const [servers] = await Promise.all([source.get(), source.get()]);
    expect(servers?.length).toBeGreaterThan(0);
    expect(servers?.[0]).toEqual({
      urls: expect.stringMatching(/^turns?:/),
      username: expect.any(String),
      credential: expect.any(String),
    });
    await source.get();
    expect(calls()).toBe(1);
    clock.advance(271_000);
    await source.get();
    expect(calls()).toBe(2);
  });

  it("are asked for anew when the service says that they moved", async () => {
    const { source, calls } = await setUp();
    await source.get();
    source.forget();
    await source.get();
    expect(calls()).toBe(2);
  });

  it("are AWS's STUN server alone when the call fails, and the failure is told", async () => {
    const { source, failures } = await setUp({ withStun: true });
    const end = service.behave(failWith("ClientLimitExceededException"));
    const stun = { urls: "stun:stun.kinesisvideo.us-east-1.amazonaws.com:443" };
    expect(await source.get()).toEqual([stun]);
    expect(failures).toHaveLength(1);
    end();
    const servers = await source.get();
    expect(servers[0]).toEqual(stun);
    expect(servers.length).toBeGreaterThan(1);
  });

  it("are none where they would only cost time", async () => {
    await setUp();
    noIceServers.forget();
    expect(await noIceServers.get()).toEqual([]);
  });
});
