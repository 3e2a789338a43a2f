import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KinesisVideoClient, ListSignalingChannelsCommand } from "@aws-sdk/client-kinesis-video";
import {
  type KinesisVideoSignalingClient,
  SendAlexaOfferToMasterCommand,
} from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  clockSkew,
  failWith,
  resetConnection,
  type ServiceErrorName,
  stall,
} from "../../../rehearsal/signaling-service/index.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { postSigned, sendRaw, signRaw } from "./support/raw-http.ts";
import { openRawSocket } from "./support/raw-socket.ts";
import { agentTo } from "./support/tls-client.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const MINUTE = 60_000;

let world: World;
const clients: (KinesisVideoClient | KinesisVideoSignalingClient)[] = [];
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await closeWorlds();
});

const list = (signedAt = Date.now()) =>
  postSigned(world.service, "/listSignalingChannels", "{}", { signingDate: new Date(signedAt) });

/** An unmodified client: three attempts, as everybody has them. */
function unmodified(): KinesisVideoClient {
  const { controlPlaneUrl: endpoint, region, credentials } = world.service;
  const client = new KinesisVideoClient({ endpoint, region, credentials });
  clients.push(client);
  return client;
}

/** Sends a master's handshake over plain TCP. */
async function shakeHands() {
  const channelArn = await world.createChannel();
  const endpoint = await world.endpoint(channelArn, "WSS", "MASTER");
  const { credentials } = world.service;
  const url = new URL(await presignSignalingUrl({ endpoint, channelArn, credentials, now: new Date() }));
  const client = await openRawSocket(world.service.port);
  const lines = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
  ];
  return { client, send: () => client.write(`${lines.join("\r\n")}\r\n\r\n`) };
}

describe("a service that fails on purpose", () => {
  const cases: [name: ServiceErrorName, status: number | undefined, seen: number][] = [
    ["ClientLimitExceededException", undefined, 400],
    ["NotAuthorizedException", undefined, 401],
    ["AccessDeniedException", 403, 403],
    ["ResourceNotFoundException", undefined, 404],
    ["InternalFailure", undefined, 500],
    ["ServiceUnavailable", undefined, 503],
  ];
  it.each(cases)("answers calls and handshakes with %s (%s: %i)", async (name, status, seen) => {
    const channelArn = await world.createChannel();
    world.service.behave(failWith(name, { ...(status ? { status } : {}), operation: "ConnectAsMaster" }));
    world.service.behave(failWith(name, { ...(status ? { status } : {}), operation: "ListSignalingChannels" }));
    const reply = await list();
    expect(reply.status).toBe(seen);
    expect(reply.headers["x-amzn-errortype"]).toMatch(new RegExp(`^${name}:`));
    await expect(world.connectMaster(channelArn)).rejects.toMatchObject({ status: seen, errorType: name });
  });

  it("is asked once by an SDK when it throttles, and three times when it breaks down", async () => {
    const callsAt = async (name: ServiceErrorName) => {
      const remove = world.service.behave(failWith(name));
      const error = await unmodified()
        .send(new ListSignalingChannelsCommand({}))
        .catch((refused) => refused);
      remove();
      expect(error.name).toBe(name);
      return error.$metadata.attempts;
    };
    expect(await callsAt("ClientLimitExceededException")).toBe(1);
    expect(await callsAt("InternalFailure")).toBe(3);
  });
});

describe("a connection that breaks", () => {
  it("is reset in the middle of a reply", async () => {
    world.service.behave(resetConnection());
    await expect(list()).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect(world.control.send(new ListSignalingChannelsCommand({}))).rejects.toThrow("aborted");
  });

  it("is cut in the middle of a reply over TLS too, and nothing worse happens", async () => {
    const directory = await mkdtemp(join(tmpdir(), "tls-"));
    const secure = await openWorld({ tls: { directory } });
    const agent = agentTo(secure.service);
    const call = async () =>
      sendRaw({
        ...(await signRaw(secure.service, `${secure.service.controlPlaneUrl}/listSignalingChannels`, "{}")),
        agent,
      });
    const remove = secure.service.behave(resetConnection());
    await expect(call()).rejects.toMatchObject({ code: "ECONNRESET" });
    remove();
    await expect(call()).resolves.toMatchObject({ status: 200 });
    expect(secure.events.filter(({ type }) => type === "failed")).toEqual([]);
    agent.destroy();
    await rm(directory, { recursive: true });
  });

  it("is reset in the middle of a handshake's reply", async () => {
    const { client, send } = await shakeHands();
    world.service.behave(resetConnection("ConnectAsMaster"));
    send();
    expect("HTTP/1.1 101".startsWith(await client.end())).toBe(true);
  });

  it("is fine again when the behaviour is taken out", async () => {
    const remove = world.service.behave(resetConnection());
    await expect(list()).rejects.toThrow();
    remove();
    expect(await list()).toMatchObject({ status: 200 });
  });
});

describe("a reply that stalls", () => {
  it("has its headers, by the service's clock, and the beginning of its body", async () => {
    world.service.behave(stall());
    world.service.behave(clockSkew(2 * MINUTE));
    const { controlPlaneUrl } = world.service;

    const signed = await signRaw(world.service, `${controlPlaneUrl}/listSignalingChannels`, "{}");
    const client = await openRawSocket(world.service.port);
    const lines = Object.entries({ ...signed.headers, "content-length": "2" }).map((pair) => pair.join(": "));
    client.write(`POST /listSignalingChannels HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n{}`);
    const text = await client.until(/\{"$/);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(Number(/Content-Length: (\d+)/.exec(text)?.[1])).toBeGreaterThan(2);
    const date = Date.parse(/\r\nDate: (.*)\r\n/.exec(text)?.[1] ?? "");
    expect(date - Date.now()).toBeGreaterThan(MINUTE);
  });

  it("is given up by a caller that minds its deadline", async () => {
    const channelArn = await world.createChannel();
    world.service.behave(stall("SendAlexaOfferToMaster"));
    const client = await world.dataPlane(channelArn);
    const command = new SendAlexaOfferToMasterCommand({
      ChannelARN: channelArn,
      SenderClientId: "echo",
      MessagePayload: "b2ZmZXI=",
    });
    await expect(client.send(command, { abortSignal: AbortSignal.timeout(300) })).rejects.toMatchObject({
      name: expect.stringMatching(/^(AbortError|TimeoutError)$/),
    });
  });

  it("stalls a handshake in the middle of its 101, until the client leaves", async () => {
    const { client, send } = await shakeHands();
    world.service.behave(stall("ConnectAsMaster"));
    send();
    expect(await client.until(/websocket\r\n/)).toBe("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
    client.socket.end();
    expect(await client.end()).not.toContain("\r\n\r\n");
    expect(world.events.some(({ type }) => type === "connected")).toBe(false);
  });
});

describe("a clock that is ten minutes off", () => {
  it.each([
    ["ahead of", 10 * MINUTE, "Signature expired: "],
    ["behind", -10 * MINUTE, "Signature not yet current: "],
  ])("is %s its clients': the C SDK reads so in the body, and sets itself by Date", async (_, skew, words) => {
    world.service.behave(clockSkew(skew));
    const refused = await list();
    expect(refused.status).toBe(403);
    expect(refused.text.startsWith(`{"message":"${words}`)).toBe(true);
    const serviceTime = Date.parse(String(refused.headers.date));
    expect(Math.abs(serviceTime - Date.now() - skew)).toBeLessThan(MINUTE);
    expect(await list(serviceTime)).toMatchObject({ status: 200 });
  });

  it.each([10 * MINUTE, -10 * MINUTE])("is healed by the SDK of itself, %i ms off", async (skew) => {
    world.service.behave(clockSkew(skew));
    const client = unmodified();
    const first = await client.send(new ListSignalingChannelsCommand({}));
    expect(first.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 2 });
    const second = await client.send(new ListSignalingChannelsCommand({}));
    expect(second.$metadata.attempts).toBe(1);
  });

  it("is not healed by a client with a single attempt until its next call", async () => {
    world.service.behave(clockSkew(10 * MINUTE));
    const call = () => world.control.send(new ListSignalingChannelsCommand({}));
    await expect(call()).rejects.toMatchObject({ name: "InvalidSignatureException" });
    await expect(call()).resolves.toBeDefined();
  });

  it("denies a handshake, whose reply has the service's Date too", async () => {
    const { client, send } = await shakeHands();
    world.service.behave(clockSkew(10 * MINUTE));
    send();
    const text = await client.end();
    expect(text).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[\s\S]*\{"message":"Signature expired: /);
    const date = Date.parse(/\r\nDate: (.*)\r\n/.exec(text)?.[1] ?? "");
    expect(date - Date.now()).toBeGreaterThan(9 * MINUTE);
  });
});
