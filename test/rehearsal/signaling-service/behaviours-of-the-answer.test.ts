import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { unwrapSessionDescription, wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import {
  answerAtOnce,
  answerEmpty,
  answerGarbage,
  answerLate,
  answerNull,
  answerWithoutCandidates,
  cameraOffline,
} from "../../../rehearsal/signaling-service/index.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, type World } from "./support/world.ts";

const SDP = [
  "v=0",
  "o=- 1 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=mid:video0",
  "a=candidate:1 1 udp 2130706431 203.0.113.7 50000 typ host",
  "a=end-of-candidates",
  "a=sendonly",
  "",
].join("\r\n");
const ANSWER = wrapSessionDescription("answer", SDP);

let world: World;
let clock: ManualClock;
let channelArn: string;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

/** Connects a master that answers each offer at once. */
async function answeringMaster(arn = channelArn, payload = ANSWER): Promise<void> {
  (await world.connectMaster(arn)).answerOffers(payload);
}

describe("behaviours that spoil the answer", () => {
  it("answer-null: the master answered, the caller gets null", async () => {
    await answeringMaster();
    world.service.behave(answerNull());
    expect((await world.offer(channelArn, "echo-1")).Answer).toBeUndefined();
  });

  it("answer-empty: the caller gets an empty text", async () => {
    await answeringMaster();
    world.service.behave(answerEmpty());
    expect((await world.offer(channelArn, "echo-1")).Answer).toBe("");
  });

  it("answer-garbage: the caller gets what is no session description", async () => {
    await answeringMaster();
    const remove = world.service.behave(answerGarbage());
    const { Answer } = await world.offer(channelArn, "echo-1");
    expect(() => unwrapSessionDescription(Answer ?? "", "answer")).toThrow();
    remove();
    world.service.behave(answerGarbage("%%%"));
    expect((await world.offer(channelArn, "echo-2")).Answer).toBe("%%%");
  });

  it("answer-without-candidates: the SDP is whole but for its candidates", async () => {
    await answeringMaster();
    world.service.behave(answerWithoutCandidates());
    const { Answer } = await world.offer(channelArn, "echo-1");
    const lines = SDP.split("\r\n").filter((line) => !/candidate/.test(line));
    expect(unwrapSessionDescription(Answer ?? "", "answer")).toBe(lines.join("\r\n"));
  });

  it("answer-without-candidates: leaves alone what it cannot read", async () => {
    await answeringMaster(channelArn, "bm90IFNEUA==");
    world.service.behave(answerWithoutCandidates());
    expect((await world.offer(channelArn, "echo-1")).Answer).toBe("bm90IFNEUA==");
  });

  it("answer-late: the answer arrives so much later", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(answerLate(3_000));
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: "c2Vjb25k" });
    await world.event("message-dropped");
    clock.advance(2_999);
    expect(world.events.some((event) => event.type === "alexa-offer-answered")).toBe(false);
    clock.advance(1);
    expect((await reply).Answer).toBe(ANSWER);
  });

  it("answer-late: later than the service waits is no answer", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(answerLate(6_000));
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: "c2Vjb25k" });
    await world.event("message-dropped");
    clock.advance(5_000);
    expect((await reply).Answer).toBeUndefined();
    clock.advance(1_000);
    expect(world.events.some((event) => event.type === "alexa-offer-answered")).toBe(false);
  });

  it.each([
    ["before", () => [answerLate(1_000), answerNull()]],
    ["after", () => [answerNull(), answerLate(1_000)]],
  ])("answer-late: put in %s answer-null, the caller gets null so much later", async (_, behaviours) => {
    const master = await world.connectMaster(channelArn);
    for (const behaviour of behaviours()) world.service.behave(behaviour);
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    await master.untilEmptyFrames(1);
    clock.advance(999);
    expect(world.events.some((event) => event.type === "alexa-offer-answered")).toBe(false);
    clock.advance(1);
    expect(await world.event("alexa-offer-answered")).toMatchObject({ milliseconds: 1_000, content: "nothing" });
    expect((await reply).Answer).toBeUndefined();
  });

  it("answer-at-once: the caller gets an answer without a master", async () => {
    const remove = world.service.behave(answerAtOnce(ANSWER));
    expect((await world.offer(channelArn, "echo-1")).Answer).toBe(ANSWER);
    remove();
    world.service.behave(answerAtOnce(({ body }) => String(body.MessagePayload)));
    expect((await world.offer(channelArn, "echo-2", "ZWNobw==")).Answer).toBe("ZWNobw==");
  });

  it("camera-offline: the master never hears of the offer", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(cameraOffline());
    const reply = world.offer(channelArn, "echo-1");
    expect(await world.event("message-dropped")).toMatchObject({ reason: "behaviour", from: "alexa" });
    clock.advance(5_000);
    expect((await reply).Answer).toBeUndefined();
    expect(master.unread).toBe(0);
  });
});
