import { connect } from "node:net";
import { DescribeSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient, SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { systemClock } from "../../../camera/clock.ts";
import { postSigned, sendRaw, signRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

describe("the form of replies", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(closeWorlds);

  it("writes a service error with Message, the type with its namespace, and a request id", async () => {
    const reply = await postSigned(world.service, "/describeSignalingChannel", '{"ChannelName":"no-such"}');
    expect(reply.status).toBe(404);
    expect(reply.text).toBe('{"Message":"The requested channel is not found or not active."}');
    expect(reply.headers["x-amzn-errortype"]).toBe(
      "ResourceNotFoundException:https://kinesisvideo.amazonaws.com/doc/2017-09-30/",
    );
    expect(reply.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("sends Date by its own clock, and Content-Length", async () => {
    const time = Date.parse("2024-02-29T12:00:00Z");
    const other = await openWorld({ clock: { now: () => time, after: systemClock.after } });
    try {
      const reply = await postSigned(other.service, "/listSignalingChannels", "{}", { signingDate: new Date(time) });
      expect(reply.headers.date).toBe("Thu, 29 Feb 2024 12:00:00 GMT");
      expect(reply.headers["content-length"]).toBe(String(reply.text.length));
      expect(reply.headers["transfer-encoding"]).toBeUndefined();
    } finally {
    }
  });

  it("writes a reply in one piece, over HTTP/1.1, to a body that came in a write of its own", async () => {
    const signed = await signRaw(world.service, `${world.service.controlPlaneUrl}/listSignalingChannels`, "{}");
    const { port, host } = new URL(world.service.controlPlaneUrl);
    const socket = connect(Number(port), "127.0.0.1");
    const pieces: string[] = [];
    const ended = new Promise((resolve) => socket.on("end", resolve));
    socket.on("data", (data) => pieces.push(String(data)));
    const headers = Object.entries({ ...signed.headers, host, "content-length": "2", connection: "close" });
    const head = headers.map((pair) => pair.join(": ")).join("\r\n");
    await new Promise((resolve) => socket.write(`POST /listSignalingChannels HTTP/1.1\r\n${head}\r\n\r\n`, resolve));
    socket.write("{}");
    await ended;
    expect(pieces).toHaveLength(1);
    expect(pieces[0]).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{"ChannelInfoList":\[\]\}$/);
  });

  it("answers a data-plane call on its own host with HTTP 200 and the UnknownOperation body, which the SDK takes for success", async () => {
    const arn = await world.createChannel();
    const { controlPlaneUrl: endpoint, region, credentials } = world.service;
    const client = new KinesisVideoSignalingClient({ endpoint, region, credentials });
    const reply = await client.send(
      new SendAlexaOfferToMasterCommand({ ChannelARN: arn, SenderClientId: "echo", MessagePayload: "b2ZmZXI=" }),
    );
    client.destroy();
    expect(reply.$metadata.httpStatusCode).toBe(200);
    expect(reply.Answer).toBeUndefined();
    const raw = await postSigned(world.service, "/v1/send-alexa-offer-to-master", "{}");
    expect(raw).toMatchObject({
      status: 200,
      text: '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}',
    });
  });

  it("answers a control-plane call at a channel's endpoint likewise", async () => {
    const arn = await world.createChannel();
    const path = new URL(await world.endpoint(arn, "HTTPS", "MASTER")).pathname;
    const reply = await postSigned(world.service, `${path}/describeSignalingChannel`, "{}");
    expect(reply.status).toBe(200);
    expect(reply.text).toContain("UnknownOperationException");
  });

  it.each([
    ["a path that is none", "/noSuchOperation", "POST"],
    ["a path in other letters", "/listsignalingchannels", "POST"],
    ["the root", "/", "POST"],
    ["another method", "/listSignalingChannels", "GET"],
    ["a WebSocket's endpoint without a WebSocket", "/m-00000000", "GET"],
  ])("answers %s with 404 and words", async (_, path, method) => {
    const url = `${world.service.controlPlaneUrl}${path}`;
    const reply = await sendRaw(await signRaw(world.service, url, "", { method }));
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text).message).toBe("There is no operation at this path and method.");
  });

  it.each(["joinStorageSession", "joinStorageSessionAsViewer"])("has no storage session for %s", async (path) => {
    const channelArn = await world.createChannel("stored");
    const { pathname } = new URL(await world.endpoint(channelArn, "HTTPS", "MASTER"));
    const reply = await postSigned(world.service, `${pathname}/${path}`, JSON.stringify({ channelArn }));
    expect([reply.status, JSON.parse(reply.text)]).toEqual([400, { message: expect.stringContaining("storage") }]);
  });

  it("has an unknown operation fail with 404, where no status is asked for", async () => {
    world.service.behave("fail-with:error=UnknownOperationException");
    expect((await postSigned(world.service, "/listSignalingChannels", "{}")).status).toBe(404);
  });

  it("has a failure with 403 look like the front end's, whatever its name", async () => {
    world.service.behave("fail-with:403");
    const reply = await postSigned(world.service, "/listSignalingChannels", "{}");
    expect([reply.status, JSON.parse(reply.text)]).toEqual([403, { message: "This failure was asked for." }]);
  });

  it("answers an endpoint that no channel has with 404", async () => {
    const reply = await postSigned(world.service, "/r-00000000/v1/get-ice-server-config", "{}");
    expect(reply.status).toBe(404);
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^ResourceNotFoundException:/);
  });

  it.each([
    ["no JSON", "{"],
    ["an array", "[]"],
    ["a number", "1"],
    ["null", "null"],
  ])("answers a body that is %s with 400 and words that quote nothing of it", async (_, body) => {
    const reply = await postSigned(world.service, "/listSignalingChannels", body);
    expect(reply.status).toBe(400);
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^SerializationException:/);
    expect(JSON.parse(reply.text).Message).toMatch(/^The request body is not (valid JSON|a JSON object)\.$/);
  });

  it("takes an empty body for an empty object, and tabs and newlines in a body", async () => {
    expect((await postSigned(world.service, "/listSignalingChannels", "")).status).toBe(200);
    expect((await postSigned(world.service, "/listSignalingChannels", '{\n\t"MaxResults": 1\n}')).status).toBe(200);
  });

  it("takes null for a member that is absent", async () => {
    const body = '{"ChannelName":"front-door","Tags":null,"SingleMasterConfiguration":{"MessageTtlSeconds":null}}';
    expect((await postSigned(world.service, "/createSignalingChannel", body)).status).toBe(200);
    expect((await postSigned(world.service, "/createSignalingChannel", '{"ChannelName":null}')).status).toBe(400);
  });

  it("refuses a body over its limit with 413", async () => {
    const body = JSON.stringify({ NextToken: "x".repeat(300 * 1024) });
    const reply = await postSigned(world.service, "/listSignalingChannels", body);
    expect(reply.status).toBe(413);
    expect(JSON.parse(reply.text).Message).toBe("The request body is longer than 262144 bytes.");
    expect((await postSigned(world.service, "/listSignalingChannels", "{}")).status).toBe(200);
  });

  it("refuses what is no HTTP, and goes on", async () => {
    const socket = connect(Number(new URL(world.service.controlPlaneUrl).port), "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.end("\x16\x03\x01\x02\x00\x01 hello\r\n\r\n");
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect((await postSigned(world.service, "/listSignalingChannels", "{}")).status).toBe(200);
  });

  it("reports each request to its owner with operation, channel and status", async () => {
    await world.createChannel("front-door");
    expect(await world.event("request")).toMatchObject({
      operation: "CreateSignalingChannel",
      channelName: "front-door",
      status: 200,
    });
    await world.control.send(new DescribeSignalingChannelCommand({ ChannelName: "other" })).catch(() => {});
    expect(await world.event("refused")).toMatchObject({
      operation: "DescribeSignalingChannel",
      channelName: "other",
      status: 404,
      errorType: "ResourceNotFoundException",
    });
  });

  it("does not fall over a listener that throws", async () => {
    const other = await openWorld({
      onEvent: () => {
        throw new Error("the listener's own fault");
      },
    });
    await expect(other.createChannel()).resolves.toMatch(/^arn:/);
  });
});

describe("requests from elsewhere", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(closeWorlds);

  it("refuses a Host that is no loopback name, though the signature is right", async () => {
    const url = `${world.service.controlPlaneUrl}/listSignalingChannels`;
    const signed = await signRaw(world.service, url, "{}", { host: "rebound.example" });
    const reply = await sendRaw({ ...signed, headers: { ...signed.headers, host: "rebound.example" } });
    expect(reply.status).toBe(403);
    expect(JSON.parse(reply.text).message).toContain("the Host is none of its names");
  });

  it("takes localhost for a Host", async () => {
    const url = `${world.service.controlPlaneUrl}/listSignalingChannels`.replace("127.0.0.1", "localhost");
    const signed = await signRaw(world.service, url, "{}");
    const reply = await sendRaw({ ...signed, url: url.replace("localhost", "127.0.0.1") });
    expect(reply.status).toBe(200);
  });

  it.each(["https://example.com", "null", "http://127.0.0.1.example.com"])("refuses the origin %s", async (origin) => {
    const reply = await postSigned(world.service, "/listSignalingChannels", "{}", { headers: { origin } });
    expect(reply.status).toBe(403);
  });
});
