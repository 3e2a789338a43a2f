import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectByTls } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startSignalingService } from "../../../rehearsal/signaling-service/index.ts";
import type { CSdkCredentials } from "./support/c-sdk-http.ts";
import { type CSdkMaster, connectPlainly, startCSdkMaster } from "./support/c-sdk-master.ts";
import { type ManualClock, manualClock } from "./support/manual-clock.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const TOKEN = "a/session+token==";
const cameraKey = { accessKeyId: "ASIACAMERA", secretAccessKey: "camera-secret", sessionToken: TOKEN };

let world: World;
let clock: ManualClock;
beforeEach(async () => {
  clock = manualClock();
  world = await openWorld({ clock, accessKeys: [cameraKey] });
});
afterEach(closeWorlds);

const start = (credentials: CSdkCredentials = cameraKey): Promise<CSdkMaster> =>
  startCSdkMaster({
    controlPlaneUrl: world.service.controlPlaneUrl,
    region: world.service.region,
    credentials,
    channelName: "front-door",
    connect: connectPlainly,
    now: () => new Date(clock.now()),
  });

describe("a master with the C SDK's dialect", () => {
  it("makes the channel that is not there, with an unsigned token, and connects for as long as its credentials last", async () => {
    const master = await start();
    expect(master.calls).toEqual([
      "/describeSignalingChannel 404",
      "/createSignalingChannel 200",
      "/describeSignalingChannel 200",
      "/getSignalingChannelEndpoint 200",
    ]);
    expect(await world.event("connected")).toMatchObject({ role: "master", channelName: "front-door" });
  });

  it("finds the channel the next time", async () => {
    const { channelArn } = await start();
    const again = await start();
    expect(again.channelArn).toBe(channelArn);
    expect(again.calls).toEqual(["/describeSignalingChannel 200", "/getSignalingChannelEndpoint 200"]);
  });

  it("connects with a key that has no token", async () => {
    const { accessKeyId, secretAccessKey } = world.service.credentials;
    const master = await start({ accessKeyId, secretAccessKey });
    await master.ping();
  });

  it("is refused with a token that is not its key's", async () => {
    await expect(start({ ...cameraKey, sessionToken: "another" })).rejects.toThrow();
  });

  it("fetches its ICE servers at the first offer, and answers Alexa", async () => {
    const master = await start();
    for (const clientId of ["echo-1", "echo-2"]) {
      const reply = world.offer(master.channelArn, clientId);
      expect(await master.next()).toEqual({
        messageType: "SDP_OFFER",
        messagePayload: "b2ZmZXI=",
        senderClientId: clientId,
      });
      master.send("SDP_ANSWER", clientId, "YW5zd2Vy");
      expect((await reply).Answer).toBe("YW5zd2Vy");
    }
    expect(master.calls.filter((call) => call.startsWith("/v1/"))).toEqual(["/v1/get-ice-server-config 200"]);
    expect(master.iceServers).toHaveLength(1);
  });

  it("talks with a viewer, candidates included", async () => {
    const master = await start();
    const viewer = await world.connectViewer(master.channelArn, "viewer-1");
    viewer.send({ action: "SDP_OFFER", RecipientClientId: "", MessagePayload: "b2ZmZXI=", IceServerList: [{}] });
    expect((await master.next()).senderClientId).toBe("viewer-1");
    master.send("SDP_ANSWER", "viewer-1", "YW5zd2Vy");
    master.send("ICE_CANDIDATE", "viewer-1", "YQ==");
    expect(await viewer.next()).toEqual({ messageType: "SDP_ANSWER", messagePayload: "YW5zd2Vy" });
    expect(await viewer.next()).toEqual({ messageType: "ICE_CANDIDATE", messagePayload: "YQ==" });
  });

  it("reads in the status of a message that failed which one it was, and hears nothing of those that went well", async () => {
    const master = await start();
    master.send("ICE_CANDIDATE", "viewer-1", "YQ==");
    master.send("SDP_ANSWER", "viewer-1", "A".repeat(10_001));
    expect(await master.next()).toMatchObject({
      messageType: "STATUS_RESPONSE",
      statusResponse: { statusCode: "400", errorType: "InvalidArgumentException", correlationId: "2_0" },
    });
  });

  it("stays connected by its pings, one every ten seconds, until the hour is over", async () => {
    const master = await start();
    let seconds = 0;
    for (; seconds < 3_590; seconds += 10) {
      clock.advance(10_000);
      await master.ping();
    }
    clock.advance(10_000);
    expect(await master.closed).toBe(1001);
    expect(await world.event("disconnected")).toMatchObject({ reason: "too-old" });
  });

  it("reaches AWS's own host names by TLS, each reply in one read there too", async () => {
    const directory = await mkdtemp(join(tmpdir(), "c-sdk-"));
    const service = await startSignalingService({ tls: { directory }, hostNames: true, port: 0 });
    try {
      const ca = await readFile(service.caFile ?? "");
      const master = await startCSdkMaster({
        controlPlaneUrl: service.controlPlaneUrl,
        region: service.region,
        credentials: service.credentials,
        channelName: "front-door",
        // In the field the name leads to port 443.
        async connect({ hostname: servername }) {
          const socket = connectByTls({ host: "127.0.0.1", port: service.port, servername, ca });
          await once(socket, "secureConnect");
          return socket;
        },
        now: () => new Date(),
      });
      await master.ping();
      expect(master.calls).toHaveLength(4);
    } finally {
      await service.stop();
      await rm(directory, { recursive: true });
    }
  });
});
