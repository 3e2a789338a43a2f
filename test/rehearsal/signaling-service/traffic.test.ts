import { DescribeSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { failWith, hang, type ServiceTraffic, unknownOperation } from "../../../rehearsal/signaling-service/index.ts";
import { postSigned, sendRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const OFFER = "b2ZmZXI=";
const ANSWER = "YW5zd2Vy";

let world: World;
let channelArn: string;
let traffic: ServiceTraffic[];
beforeEach(async () => {
  traffic = [];
  world = await openWorld({ onTraffic: (message) => traffic.push(message) });
  channelArn = await world.createChannel("front-door");
});
afterEach(closeWorlds);

const requestsAndReplies = (operation: string) =>
  traffic.filter((message) => message.kind !== "frame" && message.operation === operation);
const frames = () => traffic.filter((message) => message.kind === "frame");

describe("the traffic that the service tells of", () => {
  it("holds an Alexa offer on its whole way, in order", async () => {
    const master = await world.connectMaster(channelArn);
    const reply = world.offer(channelArn, "echo-1", OFFER);
    await master.next();
    const answer = { action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER };
    master.send(answer);
    await reply;
    const operation = "SendAlexaOfferToMaster";
    const way = traffic.filter((message) => message.kind === "frame" || message.operation === operation);
    const id = way[0]?.kind === "request" ? way[0].id : undefined;
    const [at, channelName] = [expect.any(Number), "front-door"];
    expect(way).toEqual([
      {
        kind: "request",
        at,
        channelName,
        id: expect.any(Number),
        operation,
        line: "POST /v1/send-alexa-offer-to-master",
        body: { ChannelARN: channelArn, SenderClientId: "echo-1", MessagePayload: OFFER },
      },
      {
        kind: "frame",
        at,
        channelName,
        direction: "to-client",
        role: "master",
        clientId: "echo-1",
        message: { messagePayload: OFFER, messageType: "SDP_OFFER", senderClientId: "echo-1" },
      },
      { kind: "frame", at, channelName, direction: "from-client", role: "master", clientId: "echo-1", message: answer },
      { kind: "reply", at, channelName, id, operation, status: 200, body: { Answer: ANSWER } },
    ]);
    const times = way.map((message) => message.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("shows the request while the service still waits for the master", async () => {
    const reply = world.offer(channelArn, "echo-1", OFFER);
    await world.event("message-queued");
    expect(requestsAndReplies("SendAlexaOfferToMaster").map(({ kind }) => kind)).toEqual(["request"]);
    const master = await world.connectMaster(channelArn);
    await master.next();
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: ANSWER });
    await reply;
    expect(requestsAndReplies("SendAlexaOfferToMaster").map(({ kind }) => kind)).toEqual(["request", "reply"]);
  });

  it("holds the frames of a viewer and of the master it talks to, one for each socket", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    const offer = { action: "SDP_OFFER", messagePayload: OFFER };
    const answer = { action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: ANSWER };
    viewer.send(offer);
    await master.next();
    master.send(answer);
    await viewer.next();
    expect(frames()).toMatchObject([
      { direction: "from-client", role: "viewer", clientId: "viewer-1", message: offer },
      { direction: "to-client", role: "master", clientId: "viewer-1", message: { messageType: "SDP_OFFER" } },
      { direction: "from-client", role: "master", clientId: "viewer-1", message: answer },
      { direction: "to-client", role: "viewer", clientId: "viewer-1", message: { messageType: "SDP_ANSWER" } },
    ]);
  });

  it("holds a WebSocket's handshake by its channel and its client id, without the URL that is signed", async () => {
    await world.connectViewer(channelArn, "viewer-1");
    expect(requestsAndReplies("ConnectAsViewer")).toEqual([
      {
        kind: "request",
        at: expect.any(Number),
        channelName: "front-door",
        id: expect.any(Number),
        operation: "ConnectAsViewer",
        line: "GET /, upgrade to WebSocket",
        body: { "X-Amz-ChannelARN": channelArn, "X-Amz-ClientId": "viewer-1" },
      },
      {
        kind: "reply",
        at: expect.any(Number),
        channelName: "front-door",
        id: expect.any(Number),
        operation: "ConnectAsViewer",
        status: 101,
        body: undefined,
      },
    ]);
  });

  it("tells why a WebSocket's handshake was refused", async () => {
    const remove = world.service.behave(failWith("ClientLimitExceededException", { operation: "ConnectAsViewer" }));
    await expect(world.connectViewer(channelArn, "viewer-1")).rejects.toThrow();
    remove();
    expect(requestsAndReplies("ConnectAsViewer")).toMatchObject([
      { kind: "request", body: { "X-Amz-ClientId": "viewer-1" } },
      { kind: "reply", status: 400, errorType: "ClientLimitExceededException", body: { Message: expect.any(String) } },
    ]);
  });

  it("holds a frame that is refused and the word on it, and no frame that is no JSON", async () => {
    const master = await world.connectMaster(channelArn);
    master.send("no JSON at all");
    await world.event("message-dropped");
    expect(frames()).toEqual([]);
    master.send({ action: "SHOUT", correlationId: "c-1" });
    await master.next();
    expect(frames()).toMatchObject([
      { direction: "from-client", message: { action: "SHOUT" } },
      { direction: "to-client", message: { messageType: "STATUS_RESPONSE", statusResponse: { correlationId: "c-1" } } },
    ]);
    expect(frames()[0]).not.toHaveProperty("clientId");
  });

  it("tells a failure with its status and its words, also of a body that is no JSON", async () => {
    const missing = world.control.send(new DescribeSignalingChannelCommand({ ChannelName: "nowhere" }));
    await expect(missing).rejects.toThrow();
    await postSigned(world.service, "/describeSignalingChannel", "{");
    expect(requestsAndReplies("DescribeSignalingChannel")).toMatchObject([
      { kind: "request", channelName: "nowhere", line: "POST /describeSignalingChannel" },
      {
        kind: "reply",
        status: 404,
        body: { Message: "The requested channel is not found or not active." },
      },
      { kind: "request", body: undefined },
      { kind: "reply", status: 400, body: { Message: "The request body is not valid JSON." } },
    ]);
  });

  it("tells what a behaviour answered, and no reply where there was none", async () => {
    const remove = world.service.behave(unknownOperation());
    await world.offer(channelArn, "echo-1");
    remove();
    world.service.behave(hang("SendAlexaOfferToMaster"));
    const path = new URL(await world.endpoint(channelArn, "HTTPS", "VIEWER")).pathname;
    const offer = JSON.stringify({ ChannelARN: channelArn, SenderClientId: "echo-2", MessagePayload: "b2ZmZXI=" });
    const hanging = postSigned(world.service, `${path}/v1/send-alexa-offer-to-master`, offer).catch(() => {});
    // The service has read the request before it as well, by the time it answers one that came later.
    while (requestsAndReplies("SendAlexaOfferToMaster").length < 3) await world.endpoint(channelArn, "WSS", "VIEWER");
    expect(requestsAndReplies("SendAlexaOfferToMaster")).toMatchObject([
      { kind: "request" },
      { kind: "reply", status: 200, body: { Output: {} } },
      { kind: "request", body: { SenderClientId: "echo-2" } },
    ]);
    await world.close();
    await hanging;
  });

  it("leaves out what is not signed, and the owner's own requests", async () => {
    const before = traffic.length;
    await sendRaw({ url: `${world.service.controlPlaneUrl}/describeSignalingChannel`, body: "{}" });
    await sendRaw({ url: `${world.service.controlPlaneUrl}/admin/channels`, method: "GET" });
    expect(traffic).toHaveLength(before);
  });

  it("holds no signature, credential or token", async () => {
    await world.connectMaster(channelArn);
    const text = JSON.stringify(traffic);
    expect(text).toContain("GetSignalingChannelEndpoint");
    const { credentials, adminToken } = world.service;
    for (const secret of [credentials.accessKeyId, credentials.secretAccessKey, adminToken, "Signature"])
      expect(text).not.toContain(secret);
  });

  it("does not suffer from a listener that throws", async () => {
    const careless = await openWorld({
      onTraffic() {
        throw new Error("careless");
      },
    });
    const arn = await careless.createChannel("garden");
    const viewer = await careless.connectViewer(arn, "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: OFFER });
    const master = await careless.connectMaster(arn);
    expect((await master.next()).senderClientId).toBe("viewer-1");
  });

  it("carries times finer than a millisecond, as the events do", async () => {
    const { at } = await world.event("request");
    const before = Date.now();
    for (let call = 0; call < 3; call += 1) await world.endpoint(channelArn, "WSS", "VIEWER");
    const fractions = [at, ...traffic.map((message) => message.at)].map((time) => time % 1);
    expect(fractions.filter((fraction) => fraction !== 0).length).toBeGreaterThan(3);
    expect(Math.abs((traffic.at(-1)?.at ?? 0) - before)).toBeLessThan(60_000);
  });
});
