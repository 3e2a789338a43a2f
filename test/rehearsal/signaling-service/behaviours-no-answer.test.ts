import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { answerLate, noAnswer } from "../../../rehearsal/signaling-service/index.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const ANSWER = "YW5zd2Vy";

let world: World;
let clock: ManualClock;
let channelArn: string;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

describe("the service without an answer", () => {
  it("waits longer than it does by itself, and then gives up", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(noAnswer({ afterMilliseconds: 10_000 }));
    const replies = [world.offer(channelArn, "echo-1"), world.offer(channelArn, "echo-2")];
    await master.next();
    await master.next();
    clock.advance(9_999);
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    expect(await world.event("alexa-offer-answered")).toMatchObject({ clientId: "echo-1", milliseconds: 9_999 });
    clock.advance(1);
    expect((await Promise.all(replies)).map(({ Answer }) => Answer)).toEqual([ANSWER, undefined]);
  });

  it("is told so on one channel, the last one put in, and until it is taken out", async () => {
    const garden = await world.createChannel("garden");
    world.service.behave(noAnswer({ afterMilliseconds: 20_000 }));
    const remove = world.service.behave(noAnswer({ afterMilliseconds: 1_000 }), { channelName: "garden" });
    const [atDoor, inGarden] = [world.offer(channelArn, "echo-1"), world.offer(garden, "echo-2")];
    await world.event("message-queued");
    await world.event("message-queued");
    clock.advance(1_000);
    expect((await inGarden).Answer).toBeUndefined();
    expect(await world.event("alexa-offer-unanswered")).toMatchObject({ channelName: "garden" });
    remove();
    const later = world.offer(garden, "echo-3");
    await world.event("message-queued");
    clock.advance(18_999);
    expect(world.events.some((event) => event.type === "alexa-offer-unanswered")).toBe(false);
    clock.advance(1);
    expect((await atDoor).Answer).toBeUndefined();
    clock.advance(1_000);
    expect((await later).Answer).toBeUndefined();
  });

  it("gives up with a service error, which an SDK would retry with a second offer", async () => {
    world.service.behave(noAnswer({ as: "error" }));
    const reply = world.offer(channelArn, "echo-1");
    const refused = expect(reply).rejects.toMatchObject({
      name: "InternalFailure",
      $metadata: { httpStatusCode: 500 },
    });
    await world.event("message-queued");
    clock.advance(5_000);
    await refused;
    expect(await world.event("alexa-offer-unanswered")).toMatchObject({ reason: "too-late" });
  });

  it("leaves the call hanging until the service stops", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(noAnswer({ afterMilliseconds: 1_000, as: "hang" }));
    const reply = world.offer(channelArn, "echo-1").then(
      () => "answered",
      () => "cut",
    );
    await master.next();
    clock.advance(1_000);
    expect(await world.event("alexa-offer-unanswered")).toMatchObject({ reason: "too-late" });
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client" });
    clock.advance(60_000);
    await world.service.stop();
    expect(await reply).toBe("cut");
    expect(world.events.some((event) => event.type === "alexa-offer-unanswered")).toBe(false);
  });

  it("waits until the message has expired", async () => {
    world.service.behave(noAnswer({ afterMilliseconds: "ttl" }));
    const reply = world.offer(channelArn, "echo-1");
    await world.event("message-queued");
    clock.advance(59_999);
    expect(world.events.some((event) => event.type === "alexa-offer-unanswered")).toBe(false);
    clock.advance(1);
    expect((await reply).Answer).toBeUndefined();
  });

  it("does so on all channels when its own option says so", async () => {
    const failing = await openWorld({ noAnswer: { afterMilliseconds: 1, as: "error" } });
    const reply = failing.offer(await failing.createChannel(), "echo-1");
    await expect(reply).rejects.toMatchObject({ name: "InternalFailure" });
  });

  it("waits long enough for an answer that comes late", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(noAnswer({ afterMilliseconds: 10_000 }));
    world.service.behave(answerLate(8_000));
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: "c2Vjb25k" });
    await world.event("message-dropped");
    clock.advance(8_000);
    expect((await reply).Answer).toBe(ANSWER);
  });
});
