import { DeleteSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, type World } from "./support/world.ts";

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
    changes: { clientId?: string; channelArn?: string; path?: string } = {},
  ) => {
    const endpoint = await world.endpoint(channelArn, "WSS", role);
    return world.open(
      await presignSignalingUrl({
        endpoint: `${endpoint}${changes.path ?? ""}`,
        channelArn: changes.channelArn ?? channelArn,
        credentials: world.service.credentials,
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
    await expect(open("VIEWER")).rejects.toMatchObject({ status: 400, errorType: "InvalidArgumentException" });
    await expect(open("VIEWER", { clientId: "AWS_x" })).rejects.toMatchObject({ status: 400 });
    await expect(open("VIEWER", { clientId: "a b" })).rejects.toMatchObject({ status: 400 });
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
