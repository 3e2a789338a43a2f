import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { Agent } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import {
  GetIceServerConfigCommand,
  KinesisVideoSignalingClient,
  SendAlexaOfferToMasterCommand,
} from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { WebSocket } from "ws";
import { describeListenFault } from "../../../rehearsal/listen.ts";
import { endpointMoves } from "../../../rehearsal/signaling-service/behaviours/index.ts";
import {
  type SignalingService,
  type SignalingServiceOptions,
  startSignalingService,
} from "../../../rehearsal/signaling-service/index.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { sendRaw, signRaw } from "./support/raw-http.ts";
import { bindingReply } from "./support/stun.ts";
import { agentTo } from "./support/tls-client.ts";

const REGION = "eu-west-1";
const HOST = `kinesisvideo.${REGION}.amazonaws.com`;

let directory: string;
let service: SignalingService;
let agent: Agent;
let control: KinesisVideoClient;
const sockets = new Set<WebSocket>();
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "host-names-"));
  service = await start();
  agent = agentTo(service);
  // No endpoint: the SDK finds AWS's own.
  control = new KinesisVideoClient({
    region: REGION,
    credentials: service.credentials,
    requestHandler: { httpsAgent: agent },
  });
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  sockets.clear();
  control.destroy();
  await service.stop();
  await rm(directory, { recursive: true });
});

const start = (options: SignalingServiceOptions = {}) =>
  startSignalingService({ region: REGION, port: 0, hostNames: true, tls: { directory }, ...options });

async function createChannel(): Promise<string> {
  const { ChannelARN = "" } = await control.send(new CreateSignalingChannelCommand({ ChannelName: "front-door" }));
  return ChannelARN;
}

async function endpoint(ChannelARN: string, Protocol: "HTTPS" | "WSS", Role: "MASTER" | "VIEWER"): Promise<string> {
  const { ResourceEndpointList } = await control.send(
    new GetSignalingChannelEndpointCommand({
      ChannelARN,
      SingleMasterChannelEndpointConfiguration: { Protocols: [Protocol], Role },
    }),
  );
  return ResourceEndpointList?.[0]?.ResourceEndpoint ?? "";
}

async function connect(url: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, { agent, headers });
  sockets.add(socket);
  await once(socket, "open");
  return socket;
}

async function presign(channelArn: string, role: "MASTER" | "VIEWER"): Promise<string> {
  return presignSignalingUrl({
    endpoint: await endpoint(channelArn, "WSS", role),
    channelArn,
    credentials: service.credentials,
    now: new Date(),
    ...(role === "VIEWER" ? { clientId: "viewer-1" } : {}),
  });
}

/** Signs a call for a host and sends it there. */
async function call(url: string, body: object, headers: Record<string, string> = {}) {
  const signed = await signRaw(service, url, JSON.stringify(body), headers.host ? { host: headers.host } : {});
  return sendRaw({ ...signed, headers: { ...signed.headers, ...headers }, agent });
}

const nextMessage = async (socket: WebSocket) => JSON.parse(String((await once(socket, "message"))[0]));

describe("the signaling service by AWS's host names", () => {
  it("hands out endpoints in AWS's form, without a port", async () => {
    expect(service.controlPlaneUrl).toBe(`https://${HOST}`);
    const arn = await createChannel();
    const inForm = (scheme: string, label: string) => new RegExp(`^${scheme}://${label}-[0-9a-f]{8}\\.${HOST}$`);
    expect(await endpoint(arn, "HTTPS", "MASTER")).toMatch(inForm("https", "r"));
    expect(await endpoint(arn, "WSS", "MASTER")).toMatch(inForm("wss", "m"));
    expect(await endpoint(arn, "WSS", "VIEWER")).toMatch(inForm("wss", "v"));
  });

  it("serves the AWS SDK without an endpoint, and a master and a viewer by WebSocket", async () => {
    const arn = await createChannel();
    const [master, viewer] = [await connect(await presign(arn, "MASTER")), await connect(await presign(arn, "VIEWER"))];
    const offered = nextMessage(master);
    viewer.send(JSON.stringify({ action: "SDP_OFFER", messagePayload: "b2ZmZXI=" }));
    expect(await offered).toMatchObject({ messageType: "SDP_OFFER", senderClientId: "viewer-1" });
    const data = new KinesisVideoSignalingClient({
      region: REGION,
      endpoint: await endpoint(arn, "HTTPS", "VIEWER"),
      credentials: service.credentials,
      requestHandler: { httpsAgent: agent },
    });
    const fromAlexa = nextMessage(master);
    const answer = data.send(
      new SendAlexaOfferToMasterCommand({ ChannelARN: arn, SenderClientId: "echo-1", MessagePayload: "b2ZmZXI=" }),
    );
    expect(await fromAlexa).toMatchObject({ senderClientId: "echo-1" });
    master.send(JSON.stringify({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: "YW5zd2Vy" }));
    expect(await answer).toMatchObject({ Answer: "YW5zd2Vy" });
    const { IceServerList } = await data.send(new GetIceServerConfigCommand({ ChannelARN: arn }));
    expect(IceServerList).toHaveLength(1);
    data.destroy();
  });

  it("takes a host in capitals, with a port, and a signature for the host without it", async () => {
    const arn = await createChannel();
    const url = `${await endpoint(arn, "HTTPS", "MASTER")}/v1/get-ice-server-config`;
    const { host } = new URL(url);
    for (const form of [host, host.toUpperCase(), `${host}:443`, `${host}:${service.port}`]) {
      expect(await call(url, { ChannelARN: arn }, { host: form })).toMatchObject({ status: 200 });
    }
    const signed = await signRaw(service, url, JSON.stringify({ ChannelARN: arn }));
    const headers = { ...signed.headers, host: `${host}:443` };
    expect(await sendRaw({ ...signed, headers, agent })).toMatchObject({ status: 200 });
    expect(await connect(await presign(arn, "MASTER"), { host: `${new URL(await presign(arn, "MASTER")).host}:443` }));
  });

  it("answers an operation at the wrong host with HTTP 200 all the same", async () => {
    const arn = await createChannel();
    const https = await endpoint(arn, "HTTPS", "MASTER");
    const unknown = { Output: { __type: "com.amazon.coral.service#UnknownOperationException" }, Version: "1.0" };
    for (const url of [`${https}/describeSignalingChannel`, `https://${HOST}/v1/send-alexa-offer-to-master`]) {
      const { status, text } = await call(url, { ChannelARN: arn });
      expect([status, JSON.parse(text)]).toEqual([200, unknown]);
    }
  });

  it("knows no endpoint but its channels', by name as little as by path", async () => {
    const arn = await createChannel();
    const { hostname } = new URL(await endpoint(arn, "HTTPS", "MASTER"));
    const [label] = hostname.split(".");
    for (const url of [
      `https://r-00000000.${HOST}/v1/get-ice-server-config`,
      `https://r-00000000.${HOST}/describeSignalingChannel`,
      `https://${HOST}/${label}/v1/get-ice-server-config`,
    ]) {
      expect(await call(url, { ChannelARN: arn })).toMatchObject({ status: 404 });
    }
  });

  it("has nothing at a name that no channel has, and takes its own with a dot behind it", async () => {
    const arn = await createChannel();
    const describe = (host: string) => call(`https://${HOST}/describeSignalingChannel`, { ChannelARN: arn }, { host });
    expect(await describe(`x.${HOST}`)).toMatchObject({ status: 404 });
    expect(await describe(`${HOST}.`)).toMatchObject({ status: 200 });
  });

  it.each([
    ["Starscream", "wss://"],
    ["Tyrus", ""],
    ["React Native", "https://"],
  ])("takes a WebSocket whose Origin is the endpoint itself, as of %s", async (_, scheme) => {
    const arn = await createChannel();
    const url = await endpoint(arn, "WSS", "MASTER");
    const { credentials } = service;
    const signed = await presignSignalingUrl({ endpoint: url, channelArn: arn, credentials, now: new Date() });
    const socket = await connect(signed, { origin: `${scheme}${new URL(url).host}` });
    expect(socket.readyState).toBe(socket.OPEN);
  });

  it("refuses hosts that aren't its own", async () => {
    const arn = await createChannel();
    for (const host of [
      "example.com",
      "kinesisvideo.us-east-1.amazonaws.com",
      `r-00000000.${HOST}.evil.org`,
      `evil.org/.${HOST}`,
    ]) {
      const reply = await call(`https://${HOST}/describeSignalingChannel`, { ChannelARN: arn }, { host });
      expect(reply).toMatchObject({ status: 403, text: expect.stringContaining("programs on its own machine only") });
    }
  });

  it("is reached by its loopback address too, for the admin page", async () => {
    expect(service.adminPageUrl).toContain(`https://127.0.0.1:${service.port}/admin/`);
    const headers = { authorization: `Bearer ${service.adminToken}` };
    const url = `https://127.0.0.1:${service.port}/admin/channels`;
    expect(await sendRaw({ url, method: "GET", headers, agent })).toMatchObject({ status: 200 });
  });

  it("tells the lines for /etc/hosts: its own, and those of the channels there are", async () => {
    expect(service.hostsLines()).toEqual([`127.0.0.1 ${HOST} stun.${HOST}`]);
    const arn = await createChannel();
    const hosts = [
      await endpoint(arn, "HTTPS", "MASTER"),
      await endpoint(arn, "WSS", "MASTER"),
      await endpoint(arn, "WSS", "VIEWER"),
    ].map((url) => new URL(url).hostname);
    expect(service.hostsLines()[1]).toBe(`127.0.0.1 ${hosts.join(" ")}`);
    service.behave(endpointMoves());
    expect(service.hostsLines()[1]?.split(" ")).toContain(new URL(await endpoint(arn, "HTTPS", "MASTER")).hostname);
    const plain = await startSignalingService();
    expect(plain.hostsLines()).toEqual([]);
    await plain.stop();
  });

  it("answers STUN at the number of its port", async () => {
    const port = await freePort();
    const other = await start({ port });
    const reply = await bindingReply(port);
    expect(reply).toEqual({ address: "127.0.0.1", port: reply.from, from: reply.from });
    await other.stop();
  });

  it("keeps its names over a restart on a data directory", async () => {
    const dataDirectory = join(directory, "data");
    const run = async () => {
      const running = await start({ dataDirectory });
      const client = new KinesisVideoClient({
        region: REGION,
        credentials: running.credentials,
        requestHandler: { httpsAgent: agentTo(running) },
      });
      const create = new CreateSignalingChannelCommand({ ChannelName: "front-door" });
      await client.send(create).catch(() => {});
      await client.send(new DescribeSignalingChannelCommand({ ChannelName: "front-door" }));
      const lines = running.hostsLines();
      client.destroy();
      await running.stop();
      return lines;
    };
    const first = await run();
    expect(first).toHaveLength(2);
    expect(await run()).toEqual(first);
  });
});

describe("starting the service by AWS's host names", () => {
  it("needs TLS", async () => {
    await expect(startSignalingService({ hostNames: true })).rejects.toThrow("hostNames needs tls");
  });

  it("fails in words when its port is taken, by TCP or by UDP", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(`port ${port} is in use: choose another with --port`);
    taken.close();
    const first = await start({ port });
    await expect(start({ port })).rejects.toThrow(`UDP port ${port} is in use`);
    await first.stop();
  });

  it("says what to do about port 443", () => {
    const fault = (code: string) => String(describeListenFault(Object.assign(new Error("listen"), { code }), 443));
    expect(fault("EADDRINUSE")).toContain("stop the program that listens on it");
    expect(fault("EACCES")).toContain("sysctl -w net.ipv4.ip_unprivileged_port_start=443");
  });
});

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
