import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openFrontDoor } from "./support/front-door.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
let channelArn: string;
beforeEach(async () => {
  ({ world, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };
const candidate = (payload: string) => ({ action: "ICE_CANDIDATE", messagePayload: payload });

describe("empty frames", () => {
  it("acknowledge each message that was taken and has no correlation id, delivered or kept", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    await viewer.untilEmptyFrames(1);
    const master = await world.connectMaster(channelArn);
    viewer.send({ ...candidate("YQ=="), correlationId: "c-1" });
    viewer.send(candidate("Yg=="));
    await viewer.untilEmptyFrames(2);
    master.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YW5zd2Vy" });
    await master.untilEmptyFrames(1);
    expect(viewer.emptyFrames).toBe(2);
  });

  it("do not come for a message that was not taken", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send("no JSON");
    viewer.send({ action: "SDP_OFFER", messagePayload: "" });
    viewer.send({ ...offer, correlationId: "c-1", messagePayload: "" });
    expect((await viewer.next()).messageType).toBe("STATUS_RESPONSE");
    expect(viewer.emptyFrames).toBe(0);
  });

  it("can be switched off", async () => {
    const plain = await openWorld({ emptyFrames: false });
    const arn = await plain.createChannel();
    const viewer = await plain.connectViewer(arn, "viewer-1");
    viewer.send(offer);
    const master = await plain.connectMaster(arn);
    await master.next();
    master.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YW5zd2Vy" });
    await viewer.next();
    expect(viewer.emptyFrames + master.emptyFrames).toBe(0);
  });
});
