import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeSignalingChannelCommand, ListSignalingChannelsCommand } from "@aws-sdk/client-kinesis-video";
import { GetIceServerConfigCommand, SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { encodeBase64 } from "../../../protocol/signaling/base64.ts";
import { wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import { goAway, type SignalingServiceOptions } from "../../../rehearsal/signaling-service/index.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { type ManualClock, manualClock } from "./support/manual-clock.ts";
import { calls } from "./support/operation-calls.ts";
import { postSigned, sendRaw, signRaw } from "./support/raw-http.ts";
import { agentTo } from "./support/tls-client.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const MINUTE = 60_000;
const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };
const answerTo = (recipientClientId: string) => ({
  action: "SDP_ANSWER",
  recipientClientId,
  messagePayload: "YW5zd2Vy",
});

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "acceptance-"));
});
afterEach(closeWorlds);
afterAll(() => rm(directory, { recursive: true }));

const open = (options: SignalingServiceOptions = {}) =>
  openWorld({ tls: { directory: join(directory, options.region ?? "tls") }, ...options });

/** A service whose time a test moves; its clients of the SDK follow. */
async function openOnClock(options: SignalingServiceOptions = {}): Promise<{ world: World; clock: ManualClock }> {
  const clock = manualClock();
  const world = await open({ clock, ...options });
  const advance = (milliseconds: number) => {
    clock.advance(milliseconds);
    world.control.config.systemClockOffset = clock.now() - Date.now();
  };
  return { world, clock: { ...clock, advance } };
}

const refused = (connecting: Promise<unknown>) =>
  connecting.then(
    () => Promise.reject(new Error("the connection was taken")),
    ({ status, errorType }) => `${status} ${errorType}`,
  );

/** The list that the stand-in is accepted by, in its own order; each item's rules have tests of their own beside this file. */
describe("the signaling service, over TLS, is accepted because", () => {
  it("1: both AWS SDK clients call every operation unmodified (aws-cli and the browser SDK: see their own tests)", async () => {
    const world = await open({ region: "eu-west-1" });
    const { CreateSignalingChannel, UpdateMediaStorageConfiguration, DeleteSignalingChannel, ...others } = calls;
    const { ChannelARN: channelArn = "" } = await world.control.send(CreateSignalingChannel(""));
    const { ChannelInfo } = await world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: channelArn }));
    for (const [name, call] of Object.entries(others)) {
      const change = name === "UpdateSignalingChannel" ? { CurrentVersion: ChannelInfo?.Version } : {};
      const { $metadata } = await world.control.send(call(channelArn, change) as never);
      expect([name, $metadata.httpStatusCode]).toEqual([name, 200]);
    }
    const data = await world.dataPlane(channelArn);
    const ice = await data.send(new GetIceServerConfigCommand({ ChannelARN: channelArn }));
    expect(ice.IceServerList?.[0]).toMatchObject({ Ttl: 300, Username: expect.stringMatching(/^\d{10}:[\w+/]+=*$/) });
    (await world.connectMaster(channelArn)).answerOffers("YW5zd2Vy");
    expect(await world.offer(channelArn, "alexa-1")).toMatchObject({ Answer: "YW5zd2Vy" });
    await world.control.send(UpdateMediaStorageConfiguration(channelArn));
    await world.control.send(DeleteSignalingChannel(channelArn, { CurrentVersion: undefined }));
    expect(await world.control.send(new ListSignalingChannelsCommand({}))).toMatchObject({ ChannelInfoList: [] });
  });

  it("2: it holds every signature to its secret, region, service, time and body, and takes what real clients sign", async () => {
    const { world, clock } = await openOnClock();
    const { service } = world;
    const list = (options: Parameters<typeof postSigned>[3]) =>
      postSigned(service, "/listSignalingChannels", "{}", { signingDate: new Date(clock.now()), ...options });
    const { accessKeyId } = service.credentials;
    expect((await list({})).status).toBe(200);
    expect((await list({ credentials: { accessKeyId, secretAccessKey: "wrong" } })).status).toBe(403);
    expect((await list({ region: "ap-south-1" })).status).toBe(403);
    expect((await list({ signingService: "s3" })).status).toBe(403);
    const sixMinutesAgo = new Date(clock.now() - 6 * MINUTE);
    expect((await list({ signingDate: sixMinutesAgo })).text).toContain("Signature expired");
    const signed = await signRaw(service, `${service.controlPlaneUrl}/listSignalingChannels`, "{}", {
      signingDate: new Date(clock.now()),
    });
    expect((await sendRaw({ ...signed, body: "{ }", agent: agentTo(service) })).status).toBe(403);
    const unsignedToken = { unsignableHeaders: new Set(["x-amz-security-token"]) };
    expect((await list(unsignedToken)).status).toBe(200);

    const channelArn = await world.createChannel();
    const endpoint = await world.endpoint(channelArn, "WSS", "MASTER");
    const presign = (expiresIn: number) =>
      presignSignalingUrl({
        endpoint,
        channelArn,
        credentials: service.credentials,
        now: new Date(clock.now()),
        expiresIn,
      });
    const url = new URL(await presign(604_800));
    await world.open(`${url.origin}${url.pathname}?${url.search.slice(1).split("&").reverse().join("&")}`);
    const short = await presign(60);
    clock.advance(61_000);
    expect(await refused(world.open(short))).toBe("403 AccessDeniedException");
  });

  it("3: its errors have the model's names and statuses, a type with its URI, and Message or message as AWS has them", async () => {
    const world = await open();
    const missing = await postSigned(world.service, "/describeSignalingChannel", '{"ChannelName":"nowhere"}');
    expect(missing).toMatchObject({
      status: 404,
      text: '{"Message":"The requested channel is not found or not active."}',
      headers: {
        "x-amzn-errortype": "ResourceNotFoundException:https://kinesisvideo.amazonaws.com/doc/2017-09-30/",
      },
    });
    const agent = agentTo(world.service);
    const unsigned = await sendRaw({ url: `${world.service.controlPlaneUrl}/listSignalingChannels`, agent });
    expect(unsigned.status).toBe(403);
    expect(JSON.parse(unsigned.text)).toEqual({ message: "Missing Authentication Token" });
  });

  it("4: a data-plane call to the control plane's host is HTTP 200 with the UnknownOperation body", async () => {
    const world = await open();
    expect(await postSigned(world.service, "/v1/send-alexa-offer-to-master", "{}")).toMatchObject({
      status: 200,
      text: '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}',
    });
  });

  it("5: what comes before the master waits for it, as long as its time to live, newest offer only, and is given once", async () => {
    const { world, clock } = await openOnClock();
    const channelArn = await world.createChannel("front-door", 60);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ ...offer, messagePayload: "Zmlyc3Q=" });
    await world.event("message-queued");
    viewer.send({ ...offer, messagePayload: "c2Vjb25k" });
    await world.event("message-queued");
    const master = await world.connectMaster(channelArn);
    expect(await master.next()).toMatchObject({ messagePayload: "c2Vjb25k", senderClientId: "viewer-1" });
    await master.close();
    expect((await world.connectMaster(channelArn)).unread).toBe(0);

    const late = await world.createChannel("garden", 60);
    (await world.connectViewer(late, "viewer-1")).send(offer);
    await world.event("message-queued");
    clock.advance(60_000);
    const tooLate = await world.connectMaster(late);
    expect(await world.event("message-expired")).toMatchObject({ action: "SDP_OFFER" });
    expect(tooLate.unread).toBe(0);
  });

  it("6: a second master or viewer of the same id takes over, and an eleventh viewer is refused with 400", async () => {
    const { world, clock } = await openOnClock();
    const channelArn = await world.createChannel();
    const first = await world.connectMaster(channelArn);
    const second = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    expect(await second.next()).toMatchObject({ messageType: "SDP_OFFER" });
    expect([first.unread, first.socket.readyState]).toEqual([0, first.socket.OPEN]);
    const again = await world.connectViewer(channelArn, "viewer-1");
    second.send(answerTo("viewer-1"));
    expect(await again.next()).toMatchObject({ messageType: "SDP_ANSWER" });
    for (let number = 2; number <= 10; number += 1) {
      clock.advance(1_000);
      await world.connectViewer(channelArn, `viewer-${number}`);
    }
    clock.advance(1_000);
    expect(await refused(world.connectViewer(channelArn, "viewer-11"))).toBe("400 ClientLimitExceededException");
  });

  it("7: it takes both spellings of keys, an empty recipient, URL-safe base64, unknown keys; and no payload over 10,000", async () => {
    const world = await open();
    const channelArn = await world.createChannel();
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({
      action: "SDP_OFFER",
      recipientClientId: "",
      messagePayload: "_-8",
      senderClientId: "",
      IceServerList: [],
    });
    expect(await master.next()).toEqual({
      messagePayload: "_-8",
      messageType: "SDP_OFFER",
      senderClientId: "viewer-1",
    });
    await viewer.untilEmptyFrames(1);
    master.send('{\n\t"action": "SDP_ANSWER",\n\t"RecipientClientId": "viewer-1",\n\t"MessagePayload": "YQ=="\n}');
    expect(await viewer.next()).toEqual({ messagePayload: "YQ==", messageType: "SDP_ANSWER" });
    viewer.send({ ...offer, messagePayload: "A".repeat(10_001), correlationId: "long" });
    expect(await viewer.next()).toMatchObject({ messageType: "STATUS_RESPONSE" });
  });

  it("8: it says what was wrong with a message only where that had a correlation id", async () => {
    const world = await open();
    const viewer = await world.connectViewer(await world.createChannel(), "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: "not base64!" });
    viewer.send({ action: "SDP_OFFER", messagePayload: "not base64!", correlationId: "second" });
    expect(await viewer.next()).toMatchObject({
      messageType: "STATUS_RESPONSE",
      statusResponse: { correlationId: "second", errorType: "InvalidArgumentException", statusCode: "400" },
    });
    expect(viewer.unread).toBe(0);
  });

  it("9: GO_AWAY cuts within its minute, silence after ten, everything after an hour, and pings keep alive till then", async () => {
    const { world, clock } = await openOnClock();
    const channelArn = await world.createChannel();
    const master = await world.connectMaster(channelArn);
    world.service.behave(goAway());
    expect(await master.next()).toEqual({ messageType: "GO_AWAY" });
    clock.advance(MINUTE);
    await master.closed;

    const pinging = await world.connectMaster(channelArn);
    const silent = await world.connectViewer(channelArn, "viewer-1");
    for (let minutes = 0; minutes < 54; minutes += 9) {
      clock.advance(9 * MINUTE);
      const ponged = new Promise((resolve) => pinging.socket.once("pong", resolve));
      pinging.socket.ping();
      await ponged;
    }
    await silent.closed;
    expect(pinging.socket.readyState).toBe(pinging.socket.OPEN);
    clock.advance(6 * MINUTE);
    await pinging.closed;
  });

  it("10: it relays Alexa's offer byte for byte, answers null when nobody does, and drops candidates for Alexa", async () => {
    const { world, clock } = await openOnClock();
    const channelArn = await world.createChannel();
    const master = await world.connectMaster(channelArn);
    const sdp = "v=0\r\no=- 1 2 IN IP4 203.0.113.1\r\n";
    for (const [id, payload] of [
      ["json", wrapSessionDescription("offer", sdp)],
      ["raw", encodeBase64(sdp)],
    ] as const) {
      const answer = world.offer(channelArn, id, payload);
      expect(await master.next()).toEqual({ messagePayload: payload, messageType: "SDP_OFFER", senderClientId: id });
      master.send(answerTo(id));
      expect(await answer).toMatchObject({ Answer: "YW5zd2Vy" });
    }
    master.send({ ...answerTo("json"), action: "ICE_CANDIDATE" });
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client" });

    const unanswered = world.offer(channelArn, "twice");
    await master.next();
    const repeated = world.offer(channelArn, "twice");
    await master.next();
    const offers = world.events.filter((event) => event.type === "alexa-offer-sent" && event.clientId === "twice");
    expect(offers).toMatchObject([{}, { duplicate: true }]);
    clock.advance(5_000);
    expect([(await unanswered).Answer, (await repeated).Answer]).toEqual([undefined, undefined]);

    world.events.splice(0);
    const patience = new AbortController();
    const data = await world.dataPlane(channelArn);
    const abandoned = data.send(
      new SendAlexaOfferToMasterCommand({ ChannelARN: channelArn, SenderClientId: "gone", MessagePayload: "YQ==" }),
      { abortSignal: patience.signal },
    );
    await master.next();
    patience.abort();
    await expect(abandoned).rejects.toThrow();
    await world.event("alexa-offer-unanswered");
    master.send(answerTo("gone"));
    expect(await world.event("message-dropped")).toMatchObject({ reason: "alexa-client" });

    clock.advance(1_000);
    master.answerOffers("YW5zd2Vy");
    const flood = Array.from({ length: 6 }, (_, number) => world.offer(channelArn, `flood-${number}`));
    const outcomes = (await Promise.allSettled(flood)).filter(({ status }) => status === "rejected");
    expect(outcomes).toMatchObject([{ reason: { name: "ClientLimitExceededException" } }]);
  });

  it("11: it has the same channels and endpoints after a restart", async () => {
    const dataDirectory = join(directory, "data");
    const world = await open({ dataDirectory });
    const channelArn = await world.createChannel();
    const path = async (each: World) => new URL(await each.endpoint(channelArn, "WSS", "MASTER")).pathname;
    const before = await path(world);
    await world.close();
    const restarted = await open({ dataDirectory });
    expect(await path(restarted)).toBe(before);
  });

  it("12: it speaks HTTP/1.1 alone, with Content-Length and Date", async () => {
    const world = await open();
    const { headers } = await postSigned(world.service, "/listSignalingChannels", "{}");
    expect(headers).toMatchObject({ "content-length": expect.any(String), date: expect.any(String) });
    expect(headers).not.toHaveProperty("transfer-encoding");
  });
});
