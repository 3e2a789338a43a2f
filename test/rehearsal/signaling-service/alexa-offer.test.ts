import { UpdateMediaStorageConfigurationCommand } from "@aws-sdk/client-kinesis-video";
import { SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { postSigned } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type Peer, type World } from "./support/world.ts";

let world: World;
let clock: ManualClock;
let channelArn: string;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const SDP = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n";
const CANDIDATE = "a=candidate:1 1 udp 1 203.0.113.7 5000 typ host\r\n";

async function enableMediaStorage(): Promise<void> {
  const StreamARN = "arn:aws:kinesisvideo:us-east-1:123456789012:stream/front-door/1700000000000";
  const MediaStorageConfiguration = { Status: "ENABLED", StreamARN } as const;
  await world.control.send(
    new UpdateMediaStorageConfigurationCommand({ ChannelARN: channelArn, MediaStorageConfiguration }),
  );
}

function answer(master: Peer, recipientClientId: string, messagePayload: string): void {
  master.send({ action: "SDP_ANSWER", recipientClientId, messagePayload });
}

describe("SendAlexaOfferToMaster", () => {
  it("relays the offer, unread, as an SDP_OFFER of its sender and returns the master's answer", async () => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1", "bm8gb2ZmZXIgYXQgYWxs");
    expect(await master.nextText()).toBe(
      '{"messagePayload":"bm8gb2ZmZXIgYXQgYWxs","messageType":"SDP_OFFER","senderClientId":"echo-1"}',
    );
    answer(master, "echo-1", "YW5zd2Vy");
    expect((await reply).Answer).toBe("YW5zd2Vy");
    expect(await world.event("alexa-offer-answered")).toMatchObject({ clientId: "echo-1", channelName: "front-door" });
  });

  it("relays payloads of ten thousand characters both ways", async () => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1", "A".repeat(10_000));
    expect((await master.next()).messagePayload).toHaveLength(10_000);
    answer(master, "echo-1", "B".repeat(10_000));
    expect((await reply).Answer).toBe("B".repeat(10_000));
  });

  it("gives each of several sessions its own answer", async () => {
    const master = await world.connectMaster(channelArn);
    const replies = ["echo-1", "echo-2"].map((clientId) => world.offer(channelArn, clientId));
    await master.next();
    await master.next();
    answer(master, "echo-2", "dHdv");
    answer(master, "echo-1", "b25l");
    expect((await Promise.all(replies)).map((reply) => reply.Answer)).toEqual(["b25l", "dHdv"]);
  });

  it("takes the first answer and drops what comes after it, candidates included", async () => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    master.send({ action: "ICE_CANDIDATE", recipientClientId: "echo-1", messagePayload: "YQ==" });
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client", clientId: "echo-1" });
    answer(master, "echo-1", "Zmlyc3Q=");
    answer(master, "echo-1", "c2Vjb25k");
    expect((await reply).Answer).toBe("Zmlyc3Q=");
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client", clientId: "echo-1" });
  });

  it("returns null with HTTP 200 when no answer comes within five seconds", async () => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    clock.advance(4_999);
    expect(world.events.some((event) => event.type === "alexa-offer-unanswered")).toBe(false);
    clock.advance(1);
    // The SDK reads {"Answer":null} as a success without an answer.
    expect((await reply).$metadata.httpStatusCode).toBe(200);
    expect((await reply).Answer).toBeUndefined();
    expect(await world.event("alexa-offer-unanswered")).toMatchObject({ reason: "too-late", clientId: "echo-1" });
    answer(master, "echo-1", "bGF0ZQ==");
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client" });
  });

  it("waits as long as it was told to, and writes null out", async () => {
    const impatient = await openWorld({ noAnswer: { afterMilliseconds: 1 } });
    const arn = await impatient.createChannel();
    const path = new URL(await impatient.endpoint(arn, "HTTPS", "VIEWER")).pathname;
    const body = JSON.stringify({ ChannelARN: arn, SenderClientId: "echo-1", MessagePayload: "b2ZmZXI=" });
    const reply = await postSigned(impatient.service, `${path}/v1/send-alexa-offer-to-master`, body);
    expect(reply).toMatchObject({ status: 200, text: '{"Answer":null}' });
  });

  it("keeps an offer that it has given up for a master that connects before the message expires", async () => {
    const replies = [world.offer(channelArn, "echo-1", "b25l"), world.offer(channelArn, "echo-2", "dHdv")];
    await world.event("message-queued");
    await world.event("message-queued");
    clock.advance(5_000);
    expect((await Promise.all(replies)).map((reply) => reply.Answer)).toEqual([undefined, undefined]);
    const master = await world.connectMaster(channelArn);
    expect((await master.next()).messageType).toBe("SDP_OFFER");
    expect((await master.next()).messageType).toBe("SDP_OFFER");
    answer(master, "echo-1", "bGF0ZQ==");
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client", clientId: "echo-1" });
  });

  it("forgets an offer that nobody came for in the message's time to live", async () => {
    const garden = await world.createChannel("garden", 5);
    const reply = world.offer(garden, "echo-1");
    await world.event("message-queued");
    clock.advance(5_000);
    await reply;
    const master = await world.connectMaster(garden);
    expect(await world.event("message-expired")).toMatchObject({ from: "alexa", clientId: "echo-1" });
    expect(master.unread).toBe(0);
  });

  it("keeps the offer for a master that connects in time", async () => {
    const reply = world.offer(channelArn, "echo-1");
    expect(await world.event("alexa-offer-sent")).toMatchObject({ masterConnected: false });
    const master = await world.connectMaster(channelArn);
    expect((await master.next()).senderClientId).toBe("echo-1");
    answer(master, "echo-1", "YW5zd2Vy");
    expect((await reply).Answer).toBe("YW5zd2Vy");
  });

  it("lets a newer undelivered offer of the same client take the older one's place", async () => {
    const replies = [world.offer(channelArn, "echo-1", "b2xk")];
    await world.event("message-queued");
    replies.push(world.offer(channelArn, "echo-1", "bmV3"));
    expect(await world.event("message-queued")).toMatchObject({ replacesOlder: true, from: "alexa" });
    const master = await world.connectMaster(channelArn);
    expect((await master.next()).messagePayload).toBe("bmV3");
    answer(master, "echo-1", "YW5zd2Vy");
    await world.event("alexa-offer-answered");
    clock.advance(5_000);
    expect((await Promise.all(replies)).map((reply) => reply.Answer)).toEqual(["YW5zd2Vy", undefined]);
  });

  it("tells its owner of an offer whose client id was offered before, as an SDK's retry is", async () => {
    const master = await world.connectMaster(channelArn);
    const replies = [world.offer(channelArn, "echo-1", "b25l")];
    expect(await world.event("alexa-offer-sent")).toMatchObject({ duplicate: false });
    replies.push(world.offer(channelArn, "echo-1", "dHdv"));
    expect(await world.event("alexa-offer-sent")).toMatchObject({ duplicate: true, clientId: "echo-1" });
    expect([(await master.next()).messagePayload, (await master.next()).messagePayload]).toEqual(["b25l", "dHdv"]);
    answer(master, "echo-1", "b25l");
    answer(master, "echo-1", "dHdv");
    expect((await Promise.all(replies)).map((reply) => reply.Answer)).toEqual(["b25l", "dHdv"]);
  });

  it.each([
    ["with candidates", wrapSessionDescription("answer", `${SDP}${CANDIDATE}`), "candidates"],
    ["without candidates", wrapSessionDescription("answer", SDP), "no-candidates"],
    ["that is bare SDP", wrapSessionDescription("answer", `${SDP}${CANDIDATE}`, "sdp"), "candidates"],
    ["that is no session description", "YW5zd2Vy", "unreadable"],
    ["that is an offer", wrapSessionDescription("offer", SDP), "unreadable"],
    ["in URL-safe base64", "a-b_", "unreadable"],
  ])("relays an answer %s untouched, and tells its owner what it is", async (_, payload, content) => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    answer(master, "echo-1", payload);
    expect((await reply).Answer).toBe(payload);
    expect(await world.event("alexa-offer-answered")).toMatchObject({ content });
  });

  it("reaches no master on a channel with media storage, whose peers meet the storage session", async () => {
    await enableMediaStorage();
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    const reply = world.offer(channelArn, "echo-1");
    expect(await world.event("message-dropped")).toMatchObject({ reason: "media-storage", from: "alexa" });
    viewer.send({ action: "SDP_OFFER", messagePayload: "b2ZmZXI=" });
    expect(await world.event("message-dropped")).toMatchObject({ reason: "media-storage", from: "viewer" });
    clock.advance(5_000);
    expect((await reply).Answer).toBeUndefined();
    expect(master.unread).toBe(0);
  });

  it("forgets a client that has gone, and drops the answer meant for it", async () => {
    const master = await world.connectMaster(channelArn);
    const client = await world.dataPlane(channelArn);
    const patience = new AbortController();
    const command = new SendAlexaOfferToMasterCommand({
      ChannelARN: channelArn,
      SenderClientId: "echo-1",
      MessagePayload: "b2ZmZXI=",
    });
    const reply = client.send(command, { abortSignal: patience.signal });
    await master.next();
    patience.abort();
    await expect(reply).rejects.toMatchObject({ name: "AbortError" });
    expect(await world.event("alexa-offer-unanswered")).toMatchObject({ reason: "client-left" });
    answer(master, "echo-1", "YW5zd2Vy");
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client" });
  });

  it("serves a viewer that has an Alexa client's id once there is one", async () => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1");
    await master.next();
    answer(master, "echo-1", "YW5zd2Vy");
    await reply;
    const viewer = await world.connectViewer(channelArn, "echo-1");
    answer(master, "echo-1", "dmlld2Vy");
    expect((await viewer.next()).messagePayload).toBe("dmlld2Vy");
  });

  it.each([
    [
      "a payload over 10,000 characters",
      { MessagePayload: "A".repeat(10_001) },
      "MessagePayload must be at most 10000 characters long",
    ],
    ["a payload that is no base64", { MessagePayload: "v=0" + "\r\n" }, "MessagePayload is not base64"],
    [
      "an empty payload",
      { MessagePayload: "" },
      "MessagePayload must be at least 1 characters long; MessagePayload is not base64",
    ],
    ["no payload", { MessagePayload: undefined }, "MessagePayload is missing: it must be a string"],
    [
      "a sender's id with a space",
      { SenderClientId: "an echo" },
      "SenderClientId must be 1 to 256 letters, digits, '_', '.' or '-'",
    ],
    [
      "what is no ARN",
      { ChannelARN: "front-door" },
      "ChannelARN is not a signaling channel's ARN (arn:aws:kinesisvideo:<region>:<account>:channel/<name>/<creation time>)",
    ],
  ])("refuses %s", async (_, input, message) => {
    const client = await world.dataPlane(channelArn);
    const valid = { ChannelARN: channelArn, SenderClientId: "echo-1", MessagePayload: "b2ZmZXI=" };
    const refused = client.send(new SendAlexaOfferToMasterCommand({ ...valid, ...input } as never));
    await expect(refused).rejects.toMatchObject({ name: "InvalidArgumentException", message });
  });

  it("refuses another channel's ARN, and one that is not there", async () => {
    const client = await world.dataPlane(channelArn);
    const other = await world.createChannel("garden");
    const send = (arn: string) =>
      client.send(new SendAlexaOfferToMasterCommand({ ChannelARN: arn, SenderClientId: "e", MessagePayload: "YQ==" }));
    await expect(send(other)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(send(`${channelArn}9`)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
