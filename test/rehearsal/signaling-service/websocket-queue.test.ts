import {
  DeleteSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  UpdateSignalingChannelCommand,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
let channelArn: string;
let clock: ManualClock;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };
const candidate = (payload: string) => ({ action: "ICE_CANDIDATE", messagePayload: payload });

describe("messages for someone who is not there", () => {
  it("wait for the master, in order, and are delivered once", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    viewer.send(candidate("YQ=="));
    viewer.send(candidate("Yg=="));
    for (let count = 0; count < 3; count += 1) await world.event("message-queued");
    const master = await world.connectMaster(channelArn);
    const received = [await master.next(), await master.next(), await master.next()];
    expect(received.map((message) => message.messagePayload)).toEqual(["b2ZmZXI=", "YQ==", "Yg=="]);
    await master.close();
    const next = await world.connectMaster(channelArn);
    viewer.send(candidate("Yw=="));
    expect((await next.next()).messagePayload).toBe("Yw==");
  });

  it("wait for a viewer that has not come yet", async () => {
    const master = await world.connectMaster(channelArn);
    master.send({ action: "SDP_ANSWER", recipientClientId: "late", messagePayload: "YW5zd2Vy" });
    await world.event("message-queued");
    expect((await (await world.connectViewer(channelArn, "late")).next()).messagePayload).toBe("YW5zd2Vy");
  });

  it("are replaced by a newer offer of the same viewer, but candidates and others' offers stay", async () => {
    const one = await world.connectViewer(channelArn, "one");
    const two = await world.connectViewer(channelArn, "two");
    one.send({ ...offer, messagePayload: "b2xk" });
    await world.event("message-queued");
    two.send({ ...offer, messagePayload: "dHdv" });
    await world.event("message-queued");
    one.send(candidate("YQ=="));
    await world.event("message-queued");
    one.send({ ...offer, messagePayload: "bmV3" });
    expect(await world.event("message-queued")).toMatchObject({ replacesOlder: true, clientId: "one" });
    const master = await world.connectMaster(channelArn);
    const received = [await master.next(), await master.next(), await master.next()];
    expect(received.map((message) => message.messagePayload)).toEqual(["dHdv", "YQ==", "bmV3"]);
  });

  it("expire after the channel's time to live", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ ...offer, messagePayload: "b2xk" });
    await world.event("message-queued");
    clock.advance(59_999);
    viewer.send(candidate("YQ=="));
    await world.event("message-queued");
    clock.advance(1);
    const master = await world.connectMaster(channelArn);
    expect((await master.next()).messagePayload).toBe("YQ==");
    expect(await world.event("message-expired")).toMatchObject({ action: "SDP_OFFER", clientId: "viewer-1" });
    expect(master.unread).toBe(0);
  });

  it("expire after the time to live that the channel had when they were sent", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(candidate("YQ=="));
    await world.event("message-queued");
    await changeTtl(5);
    viewer.send(candidate("Yg=="));
    await world.event("message-queued");
    clock.advance(5_000);
    const master = await world.connectMaster(channelArn);
    expect((await master.next()).messagePayload).toBe("YQ==");
    expect(await world.event("message-expired")).toMatchObject({ clientId: "viewer-1" });
    expect(master.unread).toBe(0);
  });

  it("expire, and that is told, although nobody comes or sends anything more", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    await world.event("message-queued");
    clock.advance(1_000);
    viewer.send(candidate("YQ=="));
    await world.event("message-queued");
    clock.advance(58_999);
    expect(expired()).toEqual([]);
    clock.advance(1);
    expect(expired()).toEqual(["SDP_OFFER"]);
    clock.advance(1_000);
    expect(expired()).toEqual(["SDP_OFFER", "ICE_CANDIDATE"]);
  });

  it("leave no timer when they have been handed over", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    const timers = clock.running;
    viewer.send(offer);
    viewer.send(candidate("YQ=="));
    await viewer.untilEmptyFrames(2);
    expect(clock.running).toBe(timers + 1);
    const master = await world.connectMaster(channelArn);
    await master.next();
    await master.close();
    await world.event("disconnected");
    expect(clock.running).toBe(timers);
  });

  it("go with their channel when it is deleted, held back or not", async () => {
    const timers = clock.running;
    const master = await world.connectMaster(channelArn);
    master.send({ ...candidate("YQ=="), recipientClientId: "late" });
    await world.event("message-queued");
    world.service.behave("candidates-overtake:300");
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    await viewer.untilEmptyFrames(1);
    await world.control.send(new DeleteSignalingChannelCommand({ ChannelARN: channelArn }));
    await Promise.all([master.closed, viewer.closed]);
    await world.event("disconnected");
    await world.event("disconnected");
    expect(clock.running).toBe(timers);
  });

  it("are handed over once, even to a master that is as good as gone", async () => {
    const master = await world.connectMaster(channelArn);
    master.socket.pause();
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    await world.event("message-relayed");
    master.socket.terminate();
    await world.event("disconnected");
    const next = await world.connectMaster(channelArn);
    viewer.send(candidate("YQ=="));
    expect((await next.next()).messagePayload).toBe("YQ==");
    expect(next.unread).toBe(0);
  });

  it("are kept up to a limit, so that one peer cannot fill the memory", async () => {
    const unlimited = await openWorld({ quotas: "off" });
    const viewer = await unlimited.connectViewer(await unlimited.createChannel(), "viewer-1");
    for (let count = 0; count < 1001; count += 1) viewer.send(candidate("YQ=="));
    expect(await unlimited.event("message-dropped")).toMatchObject({ reason: "queue-full", clientId: "viewer-1" });
  });

  function expired(): unknown[] {
    return world.events.flatMap((event) => (event.type === "message-expired" ? [event.action] : []));
  }

  async function changeTtl(seconds: number): Promise<void> {
    const { ChannelInfo } = await world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: channelArn }));
    const command = new UpdateSignalingChannelCommand({
      ChannelARN: channelArn,
      CurrentVersion: ChannelInfo?.Version,
      SingleMasterConfiguration: { MessageTtlSeconds: seconds },
    });
    await world.control.send(command);
  }
});
