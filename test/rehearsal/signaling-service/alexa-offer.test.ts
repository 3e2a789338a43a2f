import { SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
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
      "SenderClientId must be 1 to 256 letters, digits, '_', '.' or '-', and must not start with AWS_",
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

describe("quotas", () => {
  it("let five Alexa offers a second through on a channel, and refill", async () => {
    await world.createChannel("garden");
    await connectAnsweringMaster(channelArn);
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => world.offer(channelArn, `echo-${index}`)),
    );
    const refused = attempts.filter((attempt) => attempt.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({
      name: "ClientLimitExceededException",
      message: "SendAlexaOfferToMaster is limited to 5 calls a second on a channel.",
      $metadata: { httpStatusCode: 400 },
    });
    clock.advance(200);
    await expect(world.offer(channelArn, "echo-7")).resolves.toMatchObject({ Answer: "YW5zd2Vy" });
    await expect(world.offer(channelArn, "echo-8")).rejects.toMatchObject({ name: "ClientLimitExceededException" });
  });

  it("hold each channel apart", async () => {
    const garden = await world.createChannel("garden");
    await connectAnsweringMaster(channelArn);
    await connectAnsweringMaster(garden);
    for (let count = 0; count < 5; count += 1) await world.offer(channelArn, `echo-${count}`);
    await expect(world.offer(garden, "echo-1")).resolves.toMatchObject({ Answer: "YW5zd2Vy" });
  });

  it("refuse the eleventh viewer, but not a viewer that comes again", async () => {
    const viewers: Peer[] = [];
    for (let count = 1; count <= 10; count += 1) viewers.push(await world.connectViewer(channelArn, `viewer-${count}`));
    await expect(world.connectViewer(channelArn, "viewer-11")).rejects.toMatchObject({
      status: 400,
      errorType: "ClientLimitExceededException",
    });
    await world.connectViewer(channelArn, "viewer-10");
    await viewers[0]?.close();
    await world.event("disconnected");
    await world.connectViewer(channelArn, "viewer-11");
  });

  it("are lifted when switched off", async () => {
    const open = await openWorld({ quotas: "off" });
    const arn = await open.createChannel();
    for (let count = 1; count <= 11; count += 1) await open.connectViewer(arn, `viewer-${count}`);
    const master = await open.connectMaster(arn);
    master.socket.on("message", (data) => answer(master, JSON.parse(String(data)).senderClientId, "YW5zd2Vy"));
    const replies = await Promise.all(Array.from({ length: 8 }, (_, index) => open.offer(arn, `echo-${index}`)));
    expect(replies.map((reply) => reply.Answer)).toEqual(Array(8).fill("YW5zd2Vy"));
  });

  async function connectAnsweringMaster(arn: string): Promise<void> {
    const master = await world.connectMaster(arn);
    master.socket.on("message", (data) => answer(master, JSON.parse(String(data)).senderClientId, "YW5zd2Vy"));
  }
});
