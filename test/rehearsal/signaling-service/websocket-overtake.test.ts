import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { candidatesOvertake } from "../../../rehearsal/signaling-service/index.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
let clock: ManualClock;
let channelArn: string;
let endOvertaking: () => void;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
  endOvertaking = world.service.behave(candidatesOvertake(300));
});
afterEach(closeWorlds);

const offer = (payload: string) => ({ action: "SDP_OFFER", messagePayload: payload });
const candidate = (payload: string) => ({ action: "ICE_CANDIDATE", messagePayload: payload });

describe("candidates that overtake", () => {
  it("arrive before the offer that was sent before them", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("b2ZmZXI="));
    viewer.send(candidate("YQ=="));
    viewer.send(candidate("Yg=="));
    expect((await master.next()).messagePayload).toBe("YQ==");
    expect((await master.next()).messagePayload).toBe("Yg==");
    clock.advance(299);
    expect(master.unread).toBe(0);
    clock.advance(1);
    expect((await master.next()).messageType).toBe("SDP_OFFER");
  });

  it("arrive before the answer too, and before Alexa's offer", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    master.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YW5zd2Vy" });
    master.send({ ...candidate("YQ=="), recipientClientId: "viewer-1" });
    expect((await viewer.next()).messageType).toBe("ICE_CANDIDATE");
    clock.advance(300);
    expect((await viewer.next()).messageType).toBe("SDP_ANSWER");
    const reply = world.offer(channelArn, "echo-1");
    await world.event("alexa-offer-sent");
    viewer.send(candidate("Yg=="));
    expect((await master.next()).messageType).toBe("ICE_CANDIDATE");
    clock.advance(300);
    expect((await master.next()).senderClientId).toBe("echo-1");
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: "YW5zd2Vy" });
    expect((await reply).Answer).toBe("YW5zd2Vy");
  });

  it("overtake what waited in the queue as well", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("b2ZmZXI="));
    viewer.send(candidate("YQ=="));
    await viewer.untilEmptyFrames(2);
    const master = await world.connectMaster(channelArn);
    expect((await master.next()).messageType).toBe("ICE_CANDIDATE");
    clock.advance(300);
    expect((await master.next()).messageType).toBe("SDP_OFFER");
  });

  it("lose nothing when the master goes away meanwhile: the offer waits, and keeps its time to live", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("b2ZmZXI="));
    await viewer.untilEmptyFrames(1);
    await master.close();
    await world.event("disconnected");
    clock.advance(300);
    expect(await world.event("message-queued")).toMatchObject({ action: "SDP_OFFER", clientId: "viewer-1" });
    clock.advance(59_699);
    const next = await world.connectMaster(channelArn);
    clock.advance(300);
    expect((await next.next()).messageType).toBe("SDP_OFFER");
  });

  it("do not prolong the offer's time to live, however often it is held back", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("b2ZmZXI="));
    await viewer.untilEmptyFrames(1);
    clock.advance(59_000);
    const master = await world.connectMaster(channelArn);
    await master.close();
    await world.event("disconnected");
    clock.advance(1_000);
    const next = await world.connectMaster(channelArn);
    expect(await world.event("message-expired")).toMatchObject({ action: "SDP_OFFER" });
    clock.advance(300);
    expect(next.unread).toBe(0);
  });

  it("let no older offer come after a newer one, once they overtake no more", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("Zmlyc3Q="));
    await viewer.untilEmptyFrames(1);
    endOvertaking();
    viewer.send(offer("c2Vjb25k"));
    expect((await master.next()).messagePayload).toBe("Zmlyc3Q=");
    expect((await master.next()).messagePayload).toBe("c2Vjb25k");
    clock.advance(300);
    viewer.send(candidate("YQ=="));
    expect((await master.next()).messagePayload).toBe("YQ==");
  });

  it("leave a newer offer the one that counts", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("b2xk"));
    await viewer.untilEmptyFrames(1);
    await master.close();
    await world.event("disconnected");
    viewer.send(offer("bmV3"));
    expect(await world.event("message-queued")).toMatchObject({ replacesOlder: false });
    expect(await world.event("message-queued")).toMatchObject({ replacesOlder: true });
    clock.advance(300);
    const next = await world.connectMaster(channelArn);
    clock.advance(300);
    expect((await next.next()).messagePayload).toBe("bmV3");
    expect(next.unread).toBe(0);
  });

  it("leave the newer of two offers that were both held back when the master went", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("b2xk"));
    await viewer.untilEmptyFrames(1);
    clock.advance(100);
    viewer.send(offer("bmV3"));
    await viewer.untilEmptyFrames(2);
    await master.close();
    await world.event("disconnected");
    clock.advance(300);
    expect(await world.event("message-queued")).toMatchObject({ replacesOlder: false });
    expect(await world.event("message-queued")).toMatchObject({ replacesOlder: true });
    const next = await world.connectMaster(channelArn);
    clock.advance(300);
    expect((await next.next()).messagePayload).toBe("bmV3");
    expect(next.unread).toBe(0);
  });

  it("fill no memory: what is too much to hold back is dropped", async () => {
    const unlimited = await openWorld({ quotas: "off", clock });
    unlimited.service.behave(candidatesOvertake(300));
    const arn = await unlimited.createChannel();
    await unlimited.connectMaster(arn);
    const viewer = await unlimited.connectViewer(arn, "viewer-1");
    for (let count = 0; count < 1001; count += 1) viewer.send(offer("YQ=="));
    expect(await unlimited.event("message-dropped")).toMatchObject({ reason: "queue-full", action: "SDP_OFFER" });
  });

  it("go to the master that took over meanwhile", async () => {
    await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer("b2ZmZXI="));
    await viewer.untilEmptyFrames(1);
    const current = await world.connectMaster(channelArn);
    clock.advance(300);
    expect((await current.next()).messageType).toBe("SDP_OFFER");
  });
});
