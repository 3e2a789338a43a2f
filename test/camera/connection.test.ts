import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { type WebSocket, WebSocketServer } from "ws";
import { systemClock } from "../../camera/clock.ts";
import { findMasterChannel } from "../../camera/control-plane.ts";
import { createEmit } from "../../camera/events.ts";
import { type Camera, CameraFailure, startCamera } from "../../camera/index.ts";
import { connectMaster, type MasterConnection } from "../../camera/master-connection.ts";
import { closeServer, listenOnLoopback } from "../../rehearsal/listen.ts";
import {
  failWith,
  hang,
  type SignalingService,
  startSignalingService,
} from "../../rehearsal/signaling-service/index.ts";
import { createManualClock } from "./manual-clock.ts";
import { createEventLog } from "./stage.ts";

const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

const camera = { id: "front-door", name: "Front Door", talk: false };
const channelName = "front-door";

async function start(service: SignalingService, options: object = {}): Promise<Camera> {
  const { controlPlaneUrl, region, credentials } = service;
  const started = await startCamera({ channelName, camera, region, credentials, controlPlaneUrl, ...options });
  toClose.push(started.stop);
  return started;
}

async function startService(options: Parameters<typeof startSignalingService>[0] = {}): Promise<SignalingService> {
  const service = await startSignalingService({ quotas: "off", ...options });
  toClose.push(service.stop);
  return service;
}

describe("a camera's connection to its channel", () => {
  it("is made by the channel's name, creating the channel once, and by its ARN", async () => {
    const service = await startService();
    const one = await start(service);
    const two = await start(service);
    expect(one.channelArn).toContain(":channel/front-door/");
    expect(two.channelArn).toBe(one.channelArn);
    const byArn = await start(service, { channelName: undefined, channelArn: one.channelArn, region: "eu-west-1" });
    expect(byArn.channelArn).toBe(one.channelArn);
  });

  it("is made again when the service comes back after a restart", async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), "camera-"));
    toClose.push(() => rm(dataDirectory, { recursive: true }));
    const first = await startSignalingService({ dataDirectory });
    const port = Number(new URL(first.controlPlaneUrl).port);
    const events = createEventLog();
    const started = await start(first, { onEvent: events.onEvent, random: () => 0 });
    await first.stop();
    await events.until("reconnect-failed");
    await startService({ dataDirectory, port });
    await events.until("connected", 2);
    expect(events.types().slice(0, 3)).toEqual(["connected", "disconnected", "reconnect-failed"]);
    expect(events.all[2]).toMatchObject({ retryInMilliseconds: expect.any(Number), reason: expect.any(String) });
    expect(started.viewers()).toEqual([]);
  });

  it.each([
    [
      "the channel's ARN is of another form",
      { channelName: undefined, channelArn: "front-door" },
      "not a signaling channel's",
    ],
    [
      "the access key is unknown",
      { credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wrong" } },
      "the access key is unknown (UnrecognizedClientException)",
    ],
    // Inside jest the SDK does not know Node's errors for errors and drops their code, which the sentence would name.
    ["nobody listens", { controlPlaneUrl: "http://127.0.0.1:9" }, "the camera cannot connect: "],
  ])("fails in words when %s", async (_name, options, words) => {
    const service = await startService();
    const failure = await start(service, options).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CameraFailure);
    expect(String(failure)).toContain(words);
  });

  it("fails in words when the account may not connect", async () => {
    const service = await startService();
    service.behave(failWith("AccessDeniedException"));
    await expect(start(service)).rejects.toThrow("the credentials lack a permission on the signaling channel");
  });
});

describe("a camera whose control plane does not answer", () => {
  it("says so when it is started", async () => {
    const service = await startService();
    service.behave(hang());
    await expect(start(service, { callTimeoutMilliseconds: 50 })).rejects.toThrow(
      "the camera cannot connect: the service did not reply in time (TimeoutError)",
    );
  });

  it("says so when it has lost its connection, and connects when there is an answer", async () => {
    const service = await startService();
    const webSockets = await startWebSocketService();
    const events = createEventLog();
    let callTimeoutMilliseconds = 5_000;
    await connect(webSockets.endpoint, events, {
      findChannel: async (signal: AbortSignal) => ({
        ...(await findMasterChannel({ ...service, channelName, callTimeoutMilliseconds, clock: systemClock }, signal)),
        websocketEndpoint: webSockets.endpoint,
      }),
    });
    callTimeoutMilliseconds = 50;
    const end = service.behave(hang("GetSignalingChannelEndpoint"));
    webSockets.sockets[0]?.terminate();
    expect(await events.until("reconnect-failed")).toMatchObject({
      reason: "the service did not reply in time (TimeoutError)",
    });
    callTimeoutMilliseconds = 5_000;
    end();
    await events.until("connected", 2);
  });

  it.each(["DescribeSignalingChannel", "GetSignalingChannelEndpoint", "ConnectAsMaster"])(
    "stops without waiting for the end of %s",
    async (operation) => {
      const service = await startService();
      const webSockets = await startWebSocketService();
      const events = createEventLog();
      let override: object = { websocketEndpoint: webSockets.endpoint };
      const master = await connect(webSockets.endpoint, events, {
        credentials: service.credentials,
        findChannel: async (signal: AbortSignal) => ({
          ...(await findMasterChannel(
            { ...service, channelName, callTimeoutMilliseconds: 60_000, clock: systemClock },
            signal,
          )),
          ...override,
        }),
      });
      override = {};
      const called = new Promise<void>((resolve) => {
        service.behave({
          name: "hang and tell",
          beforeOperation(call) {
            if (call.operation !== operation) return undefined;
            resolve();
            return { do: "hang" };
          },
        });
      });
      webSockets.sockets[0]?.terminate();
      await called;
      await master.stop();
      expect(events.types()).toEqual(["connected", "disconnected"]);
    },
  );
});

describe("a master whose connections do not last", () => {
  it.each([
    [
      "that is asked to go away at once",
      (socket: WebSocket) => socket.send(JSON.stringify({ messageType: "GO_AWAY" })),
    ],
    ["whose connection is closed at once", (socket: WebSocket) => socket.close()],
  ])("%s waits longer each time", async (_name, onConnection) => {
    const service = await startWebSocketService(onConnection);
    const events = createEventLog();
    const clock = createManualClock();
    await connect(service.endpoint, events, { clock, random: () => 1 });
    for (const [index, wait] of [500, 1_000, 2_000, 4_000].entries()) {
      await events.until("disconnected", index + 1);
      clock.advance(wait - 1);
      expect(clock.waiting()).toBe(1);
      clock.advance(1);
      await events.until("connected", index + 2);
    }
    expect(service.sockets).toHaveLength(5);
  });

  it("begins its waits anew after a connection that lasted", async () => {
    const service = await startWebSocketService();
    const events = createEventLog();
    const clock = createManualClock();
    await connect(service.endpoint, events, { clock, random: () => 1 });
    const cut = async (count: number) => {
      service.sockets.at(-1)?.terminate();
      await events.until("disconnected", count);
    };
    await cut(1);
    clock.advance(500);
    await events.until("connected", 2);
    await cut(2);
    clock.advance(1_000);
    await events.until("connected", 3);
    clock.advance(10_000);
    await cut(3);
    await events.until("connected", 4);
    await cut(4);
    clock.advance(500);
    await events.until("connected", 5);
  });
});

describe("a master that the service asks to go away", () => {
  it("connects anew before it lets the old connection go", async () => {
    const service = await startWebSocketService();
    const events = createEventLog();
    const master = await connect(service.endpoint, events);
    service.sockets[0]?.send(JSON.stringify({ messageType: "GO_AWAY" }));
    await events.until("connected", 2);
    expect(service.openWhenConnected).toEqual([1, 2]);
    expect(events.all[1]).toMatchObject({ type: "disconnected", code: 0 });
    await service.closed(0);
    master.send({ action: "SDP_ANSWER", messagePayload: "djA=", recipientClientId: "viewer-1" });
    const message = await new Promise((resolve) => service.sockets[1]?.once("message", resolve));
    expect(JSON.parse(String(message))).toMatchObject({ recipientClientId: "viewer-1" });
  });

  it("passes on the service's word on ICE servers and refused messages", async () => {
    const service = await startWebSocketService();
    const heard: unknown[] = [];
    await connect(service.endpoint, createEventLog(), {
      onReconnectIceServer: () => heard.push("ice"),
      onStatus: (status: { errorType?: string | undefined }) => heard.push(status.errorType),
      onMessage: (message: unknown) => heard.push(message),
    });
    const send = (message: object) => service.sockets[0]?.send(JSON.stringify(message));
    send({ messageType: "RECONNECT_ICE_SERVER" });
    send({ messageType: "STATUS_RESPONSE", statusResponse: { errorType: "InvalidArgumentException" } });
    const answered = new Promise((resolve) => service.sockets[0]?.once("pong", resolve));
    service.sockets[0]?.ping();
    await answered;
    expect(heard).toEqual(["ice", "InvalidArgumentException"]);
  });
});

/** A bare WebSocket endpoint: whoever comes is let in. */
async function startWebSocketService(onConnection: (socket: WebSocket) => void = () => {}) {
  const server: Server = createServer();
  const webSockets = new WebSocketServer({ server });
  const sockets: WebSocket[] = [];
  const openWhenConnected: number[] = [];
  const closings: Promise<void>[] = [];
  webSockets.on("connection", (socket) => {
    sockets.push(socket);
    openWhenConnected.push(webSockets.clients.size);
    closings.push(new Promise((resolve) => socket.once("close", () => resolve())));
    onConnection(socket);
  });
  const port = await listenOnLoopback(server);
  toClose.push(() => closeServer(server));
  return {
    endpoint: `ws://127.0.0.1:${port}`,
    sockets,
    openWhenConnected,
    closed: async (index: number) => closings[index],
  };
}

async function connect(
  endpoint: string,
  events: ReturnType<typeof createEventLog>,
  handlers: object = {},
): Promise<MasterConnection> {
  const channelArn = "arn:aws:kinesisvideo:us-east-1:123456789012:channel/front-door/1700000000000";
  const master = await connectMaster({
    findChannel: async () => ({ channelArn, websocketEndpoint: endpoint, httpsEndpoint: "https://127.0.0.1" }),
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    onMessage: () => {},
    onStatus: () => {},
    onReconnectIceServer: () => {},
    emit: createEmit(events.onEvent),
    clock: systemClock,
    random: () => 0,
    now: () => new Date(),
    ...handlers,
  });
  toClose.push(master.stop);
  return master;
}
