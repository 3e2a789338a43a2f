import { DeleteSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Credentials, presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { sendRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
let channelArn: string;
let clock: ManualClock;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };

describe("handshakes", () => {
  const open = async (
    role: "MASTER" | "VIEWER",
    changes: { clientId?: string; channelArn?: string; path?: string; credentials?: Credentials } = {},
  ) => {
    const endpoint = await world.endpoint(channelArn, "WSS", role);
    return world.open(
      await presignSignalingUrl({
        endpoint: `${endpoint}${changes.path ?? ""}`,
        channelArn: changes.channelArn ?? channelArn,
        credentials: changes.credentials ?? world.service.credentials,
        now: new Date(clock.now()),
        ...(changes.clientId === undefined ? {} : { clientId: changes.clientId }),
      }),
    );
  };

  it("makes a master of whoever comes to the master's endpoint, client id or not", async () => {
    const master = await open("MASTER", { clientId: "MASTER" });
    expect(await world.event("connected")).toMatchObject({ role: "master" });
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    expect((await master.next()).senderClientId).toBe("viewer-1");
  });

  it("wants a client id from a viewer", async () => {
    await expect(open("VIEWER")).rejects.toMatchObject({
      status: 400,
      errorType: "InvalidArgumentException",
      body: expect.stringContaining("X-Amz-ClientId is missing"),
    });
    await expect(open("VIEWER", { clientId: "AWS_x" })).rejects.toMatchObject({ status: 400 });
    await expect(open("VIEWER", { clientId: "a b" })).rejects.toMatchObject({ status: 400 });
  });

  it("tells the owner what a refused signature was for", async () => {
    const wrong = { accessKeyId: world.service.credentials.accessKeyId, secretAccessKey: "wrong" };
    await expect(open("VIEWER", { clientId: "viewer-1", credentials: wrong })).rejects.toMatchObject({ status: 403 });
    expect(await world.event("refused")).toMatchObject({ operation: "ConnectAsViewer", channelName: "front-door" });
  });

  it("wants the endpoint's own channel", async () => {
    const other = await world.createChannel("garden");
    await expect(open("MASTER", { channelArn: other })).rejects.toMatchObject({
      status: 400,
      errorType: "InvalidArgumentException",
    });
    const none = channelArn.replace("front-door", "no-such");
    await expect(open("MASTER", { channelArn: none })).rejects.toMatchObject({
      status: 404,
      errorType: "ResourceNotFoundException",
    });
  });

  it("answers 404 for a deleted channel and for a path below an endpoint", async () => {
    await expect(open("MASTER", { path: "/more" })).rejects.toMatchObject({ status: 404 });
    const url = await presignSignalingUrl({
      endpoint: await world.endpoint(channelArn, "WSS", "MASTER"),
      channelArn,
      credentials: world.service.credentials,
      now: new Date(clock.now()),
    });
    await world.control.send(new DeleteSignalingChannelCommand({ ChannelARN: channelArn }));
    await expect(world.open(url)).rejects.toMatchObject({ status: 404, errorType: "ResourceNotFoundException" });
  });

  it("declines permessage-deflate, which ws and browsers offer", async () => {
    const master = await world.connectMaster(channelArn);
    expect(master.socket.extensions).toBe("");
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    expect((await master.next()).messageType).toBe("SDP_OFFER");
  });

  it("denies a wrong signature, an expired one and an unknown key alike", async () => {
    const { credentials } = world.service;
    const endpoint = await world.endpoint(channelArn, "WSS", "MASTER");
    const presign = (changes: object) =>
      presignSignalingUrl({ endpoint, channelArn, credentials, now: new Date(clock.now()), ...changes });
    const denied = { status: 403, errorType: "AccessDeniedException" };
    const wrongSecret = { credentials: { ...credentials, secretAccessKey: "wrong" } };
    const unknownKey = { credentials: { ...credentials, accessKeyId: "AKIDUNKNOWN" } };
    const tooOld = { now: new Date(clock.now() - 301_000) };
    for (const changes of [wrongSecret, unknownKey, tooOld]) {
      await expect(world.open(await presign(changes))).rejects.toMatchObject(denied);
    }
  });

  it("refuses an upgrade that is no WebSocket's in AWS's form, and tells its owner", async () => {
    const url = await presignSignalingUrl({
      endpoint: await world.endpoint(channelArn, "WSS", "MASTER"),
      channelArn,
      credentials: world.service.credentials,
      now: new Date(clock.now()),
    });
    const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "12" };
    const reply = await sendRaw({ url: url.replace(/^ws/, "http"), method: "GET", headers });
    expect(reply).toMatchObject({
      status: 400,
      text: '{"Message":"The request is not a WebSocket handshake of version 13."}',
    });
    expect(await world.event("refused")).toMatchObject({
      operation: "ConnectAsMaster",
      channelName: "front-door",
      errorType: "InvalidArgumentException",
    });
  });

  it("takes the endpoint with a slash behind it", async () => {
    await open("MASTER", { path: "/" });
  });
});

describe("a connection that is taken over", () => {
  it("leaves the old master open and unheard from, and gives everything to the new one", async () => {
    const old = await world.connectMaster(channelArn);
    const current = await world.connectMaster(channelArn);
    expect(await world.event("replaced")).toMatchObject({ role: "master" });
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    expect((await current.next()).messageType).toBe("SDP_OFFER");
    expect(old.unread).toBe(0);
    expect(old.socket.readyState).toBe(old.socket.OPEN);
  });

  it("is closed where the service is told to", async () => {
    const strict = await openWorld({ takeover: "close" });
    const arn = await strict.createChannel();
    const old = await strict.connectMaster(arn);
    const current = await strict.connectMaster(arn);
    expect(await old.closed).toBe(1001);
    expect(await strict.event("disconnected")).toMatchObject({ role: "master", reason: "replaced" });
    const viewer = await strict.connectViewer(arn, "viewer-1");
    viewer.send(offer);
    expect((await current.next()).messageType).toBe("SDP_OFFER");
  });

  it("may still speak: it is heard, and hears nothing", async () => {
    const old = await world.connectMaster(channelArn);
    await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    old.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YQ==" });
    expect((await viewer.next()).messagePayload).toBe("YQ==");
    expect(old.unread).toBe(0);
  });

  it("does not lose the new master when the old one closes", async () => {
    const old = await world.connectMaster(channelArn);
    const current = await world.connectMaster(channelArn);
    await old.close();
    await world.event("disconnected");
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    expect((await current.next()).messageType).toBe("SDP_OFFER");
  });

  it("happens to viewers of one client id in the same way", async () => {
    const master = await world.connectMaster(channelArn);
    const old = await world.connectViewer(channelArn, "viewer-1");
    const current = await world.connectViewer(channelArn, "viewer-1");
    await old.close();
    await world.event("disconnected");
    master.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YQ==" });
    expect((await current.next()).messagePayload).toBe("YQ==");
    expect(old.unread).toBe(0);
  });
});
