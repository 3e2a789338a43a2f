import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, type Peer, type World } from "./support/world.ts";

let world: World;
let channelArn: string;
let clock: ManualClock;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };
const candidate = (payload: string) => ({ action: "ICE_CANDIDATE", messagePayload: payload });

describe("the quotas of one connection", () => {
  const send = (peer: Peer, count: number, message: object) => {
    for (let sent = 0; sent < count; sent += 1) peer.send(message);
  };

  it("let five offers and twenty candidates a second through, and drop what is more", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    send(viewer, 6, offer);
    expect(await world.event("message-dropped")).toMatchObject({
      reason: "quota",
      from: "viewer",
      clientId: "viewer-1",
      action: "SDP_OFFER",
    });
    send(viewer, 21, candidate("YQ=="));
    expect(await world.event("message-dropped")).toMatchObject({ reason: "quota", action: "ICE_CANDIDATE" });
    await viewer.untilEmptyFrames(25);
    expect(viewer.emptyFrames).toBe(25);
    expect(viewer.unread).toBe(0);
  });

  it("are told to a sender that gave a correlation id, and refill", async () => {
    const master = await world.connectMaster(channelArn);
    const answer = { action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YQ==" };
    send(master, 5, answer);
    master.send({ ...answer, correlationId: "c-6" });
    expect(await master.next()).toEqual({
      messageType: "STATUS_RESPONSE",
      statusResponse: {
        correlationId: "c-6",
        errorType: "ClientLimitExceededException",
        statusCode: "400",
        description: "SDP_ANSWER is limited to 5 messages a second on a connection.",
      },
    });
    clock.advance(200);
    master.send(answer);
    await master.untilEmptyFrames(6);
  });

  it("are each connection's own", async () => {
    const [one, two] = [await world.connectViewer(channelArn, "one"), await world.connectViewer(channelArn, "two")];
    send(one, 5, offer);
    send(two, 5, offer);
    await one.untilEmptyFrames(5);
    await two.untilEmptyFrames(5);
  });
});
