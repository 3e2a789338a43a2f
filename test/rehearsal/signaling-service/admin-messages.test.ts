import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createEventRing } from "../../../rehearsal/signaling-service/admin/event-ring.ts";
import { type MessageReport, messagesReportSchema } from "../../../rehearsal/signaling-service/admin/report.ts";
import { cameraOffline, failWith } from "../../../rehearsal/signaling-service/index.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { sendRaw } from "./support/raw-http.ts";
import { closeWorlds, type World } from "./support/world.ts";

const OFFER = "b2ZmZXI=";
const ANSWER = "YW5zd2Vy";

describe("the owner's list of messages", () => {
  let world: World;
  let clock: ManualClock;
  let channelArn: string;
  beforeEach(async () => {
    ({ world, clock, channelArn } = await openFrontDoor());
  });
  afterEach(closeWorlds);

  /** The list, oldest first. */
  async function messages(): Promise<MessageReport[]> {
    const { controlPlaneUrl, adminToken } = world.service;
    const headers = { authorization: `Bearer ${adminToken}` };
    const reply = await sendRaw({ url: `${controlPlaneUrl}/admin/messages`, method: "GET", headers });
    expect(reply.text).not.toContain(OFFER);
    expect(reply.text).not.toContain(ANSWER);
    return messagesReportSchema.parse(JSON.parse(reply.text)).messages.reverse();
  }

  /** What became of the messages, oldest first, as far as they are no requests. */
  const outcomes = async () =>
    (await messages())
      .filter(({ from }) => from.who !== "client")
      .map(({ from, to, action, outcome, detail = "" }) =>
        [`${from.who} → ${to.who}`, action, outcome, detail].join(" ").trim(),
      );

  it("follows an Alexa offer from the request to its answer, with the times each took", async () => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1", OFFER);
    await master.next();
    clock.advance(120);
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    await reply;
    const alexa = { who: "Alexa", clientId: "echo-1" };
    const [masterEnd, channelName] = [{ who: "master" }, "front-door"];
    expect((await messages()).slice(-5)).toMatchObject([
      { channelName, action: "GetSignalingChannelEndpoint", outcome: "replied", detail: "HTTP 200", milliseconds: 0 },
      { channelName, from: alexa, to: masterEnd, action: "SDP_OFFER", outcome: "sent" },
      { channelName, from: alexa, to: masterEnd, action: "SDP_OFFER", outcome: "relayed", characters: OFFER.length },
      { channelName, from: masterEnd, to: alexa, action: "SDP_ANSWER", outcome: "answered", milliseconds: 120 },
      {
        channelName,
        from: { who: "client" },
        to: { who: "service" },
        action: "SendAlexaOfferToMaster",
        outcome: "replied",
        detail: "HTTP 200",
        milliseconds: 120,
      },
    ]);
  });

  it("says that an offer stays unanswered, and that no master was there", async () => {
    const reply = world.offer(channelArn, "echo-1", OFFER);
    await world.event("message-queued");
    clock.advance(5_000);
    await reply;
    expect(await outcomes()).toEqual([
      "Alexa → master SDP_OFFER sent no master is connected",
      "Alexa → master SDP_OFFER queued no master is connected",
      "Alexa → master SDP_OFFER unanswered no answer came in time",
    ]);
  });

  it("says that a client id was offered before, what an answer lacks, and why a connection ended", async () => {
    const master = await world.connectMaster(channelArn);
    const replies = [world.offer(channelArn, "echo-1", OFFER)];
    await master.next();
    replies.push(world.offer(channelArn, "echo-1", OFFER));
    await master.next();
    for (let count = 0; count < 6; count += 1) {
      master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    }
    await Promise.all(replies);
    for (let dropped = 0; dropped < 4; dropped += 1) await world.event("message-dropped");
    clock.advance(600_000);
    await master.closed;
    await world.event("disconnected");
    expect((await outcomes()).filter((line) => !line.includes("relayed"))).toEqual([
      "master → service ConnectAsMaster connected",
      "Alexa → master SDP_OFFER sent",
      "Alexa → master SDP_OFFER sent a client id again",
      "master → Alexa SDP_ANSWER answered no session description",
      "master → Alexa SDP_ANSWER answered no session description",
      "master → Alexa SDP_ANSWER dropped only the first answer reaches an Alexa client, and no candidate",
      "master → Alexa SDP_ANSWER dropped only the first answer reaches an Alexa client, and no candidate",
      "master → Alexa SDP_ANSWER dropped only the first answer reaches an Alexa client, and no candidate",
      "master → viewer SDP_ANSWER dropped more of its kind a second than AWS lets through",
      "master → service ConnectAsMaster disconnected silent for ten minutes, without even a ping; close code 1001",
    ]);
  });

  it("says who comes and goes, what waits, and what expires", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: OFFER });
    viewer.send({ action: "SDP_OFFER", messagePayload: OFFER });
    await world.event("message-queued");
    await world.event("message-queued");
    await viewer.close();
    await world.event("disconnected");
    clock.advance(60_000);
    const first = await world.connectMaster(channelArn);
    await world.connectMaster(channelArn);
    first.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: ANSWER });
    await world.event("message-queued");
    expect(await outcomes()).toEqual([
      "viewer → service ConnectAsViewer connected",
      "viewer → master SDP_OFFER queued no master is connected",
      "viewer → master SDP_OFFER queued no master is connected; in place of an older one",
      "viewer → service ConnectAsViewer disconnected close code 1005",
      "viewer → master SDP_OFFER expired nobody came for it in time",
      "master → service ConnectAsMaster connected",
      "master → service ConnectAsMaster replaced a newer connection gets the messages",
      "master → service ConnectAsMaster connected",
      'master → viewer SDP_ANSWER queued no viewer "viewer-1" is connected; from a replaced connection',
    ]);
  });

  it("says why a message was dropped", async () => {
    const master = await world.connectMaster(channelArn);
    master.send("no message");
    await world.event("message-dropped");
    world.service.behave(cameraOffline());
    const reply = world.offer(channelArn, "echo-1", OFFER);
    await world.event("message-dropped");
    master.send({ action: "ICE_CANDIDATE", recipientClientId: "echo-1", messagePayload: ANSWER });
    await world.event("message-dropped");
    expect((await outcomes()).slice(1)).toEqual([
      "master → service unknown dropped The message is not valid JSON",
      "owner → service camera-offline put in",
      "Alexa → master SDP_OFFER sent",
      "Alexa → master SDP_OFFER dropped a behaviour took it",
      "master → Alexa ICE_CANDIDATE dropped only the first answer reaches an Alexa client, and no candidate",
    ]);
    clock.advance(5_000);
    await reply;
  });

  it("lists a refusal once, with its words", async () => {
    world.service.behave(failWith("ClientLimitExceededException", { operation: "SendAlexaOfferToMaster" }));
    await expect(world.offer(channelArn, "echo-1")).rejects.toThrow();
    const listed = (await messages()).filter(({ action }) => action === "SendAlexaOfferToMaster");
    expect(listed).toMatchObject([
      { outcome: "refused", detail: "HTTP 400 ClientLimitExceededException: This failure was asked for." },
    ]);
  });

  it("leaves out those who read the list, with the right token or a wrong one", async () => {
    const before = await messages();
    await sendRaw({ url: `${world.service.controlPlaneUrl}/admin/messages`, method: "GET" });
    expect(await messages()).toEqual(before);
  });
});

describe("the ring of events", () => {
  it("keeps the latest, newest first, each with its number", () => {
    const ring = createEventRing(2);
    for (const channelName of ["a", "b", "c"]) {
      ring.add({ type: "connected", role: "master", channelName, at: 0 });
    }
    expect(ring.latest().map(({ id, event }) => [id, "channelName" in event && event.channelName])).toEqual([
      [3, "c"],
      [2, "b"],
    ]);
  });
});
