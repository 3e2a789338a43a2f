import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import {
  type ChannelRole,
  CreateSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { WebSocketServer } from "ws";
import { encodeBase64 } from "../../protocol/signaling/base64.ts";
import type { RelayedMessage, StatusResponse } from "../../protocol/signaling/messages.ts";
import { closeServer, listenOnLoopback } from "../../rehearsal/listen.ts";
import { type SignalingService, startSignalingService } from "../../rehearsal/signaling-service/index.ts";
import {
  HandshakeFailed,
  HandshakeRefused,
  openMasterSocket,
  openViewerSocket,
  type SignalingSocket,
  type SocketOptions,
} from "../../signaling-client/index.ts";

let service: SignalingService;
let channelArn: string;
let endpoints: Record<ChannelRole, string>;
const open: SignalingSocket[] = [];

beforeEach(async () => {
  service = await startSignalingService();
  const { controlPlaneUrl: endpoint, region, credentials } = service;
  const client = new KinesisVideoClient({ endpoint, region, credentials });
  channelArn = (await client.send(new CreateSignalingChannelCommand({ ChannelName: "door" }))).ChannelARN ?? "";
  const endpointFor = async (Role: ChannelRole) => {
    const configuration = { Protocols: ["WSS" as const], Role };
    const command = { ChannelARN: channelArn, SingleMasterChannelEndpointConfiguration: configuration };
    const reply = await client.send(new GetSignalingChannelEndpointCommand(command));
    return reply.ResourceEndpointList?.[0]?.ResourceEndpoint ?? "";
  };
  endpoints = { MASTER: await endpointFor("MASTER"), VIEWER: await endpointFor("VIEWER") };
  client.destroy();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((socket) => socket.close()));
  await service.stop();
});

/** What a socket receives, to be awaited one by one. */
function inbox<Item>(): { readonly put: (item: Item) => void; readonly next: () => Promise<Item> } {
  const items: Item[] = [];
  const waiting: ((item: Item) => void)[] = [];
  return {
    put: (item) => {
      const taker = waiting.shift();
      if (taker) taker(item);
      else items.push(item);
    },
    next: () =>
      new Promise((resolve) => {
        const item = items.shift();
        if (item === undefined) waiting.push(resolve);
        else resolve(item);
      }),
  };
}

const common = () => ({ channelArn, credentials: service.credentials });

async function master(onMessage: (message: RelayedMessage) => void = () => {}): Promise<SignalingSocket> {
  const socket = await openMasterSocket({ ...common(), endpoint: endpoints.MASTER, onMessage });
  open.push(socket);
  return socket;
}

async function viewer(
  clientId: string,
  onMessage: (message: RelayedMessage) => void = () => {},
  onStatus: (status: StatusResponse) => void = () => {},
): Promise<SignalingSocket> {
  const socket = await openViewerSocket({ ...common(), endpoint: endpoints.VIEWER, clientId, onMessage, onStatus });
  open.push(socket);
  return socket;
}

const payload = encodeBase64("{}");

describe("a signaling connection", () => {
  it("carries an offer to the master and the answer back", async () => {
    const atMaster = inbox<RelayedMessage>();
    const atViewer = inbox<RelayedMessage>();
    const camera = await master(atMaster.put);
    const echo = await viewer("echo", atViewer.put);
    echo.send({ action: "SDP_OFFER", messagePayload: payload });
    expect(await atMaster.next()).toEqual({
      messageType: "SDP_OFFER",
      messagePayload: payload,
      senderClientId: "echo",
    });
    camera.send({ action: "SDP_ANSWER", messagePayload: payload, recipientClientId: "echo" });
    expect(await atViewer.next()).toEqual({ messageType: "SDP_ANSWER", messagePayload: payload });
  });

  it("hands over at once what had waited for the master", async () => {
    const echo = await viewer("echo");
    echo.send({ action: "SDP_OFFER", messagePayload: payload });
    const atMaster = inbox<RelayedMessage>();
    await master(atMaster.put);
    expect(await atMaster.next()).toMatchObject({ messageType: "SDP_OFFER", senderClientId: "echo" });
  });

  it("hears the service's word on a message that it refuses", async () => {
    const statuses = inbox<StatusResponse>();
    const echo = await viewer("echo", undefined, statuses.put);
    echo.send({ action: "SDP_OFFER", messagePayload: "A".repeat(10_001), correlationId: "too-long" });
    expect(await statuses.next()).toMatchObject({ correlationId: "too-long", statusCode: "400" });
  });

  it("ends when either side closes it", async () => {
    const mine = await viewer("mine");
    await mine.close();
    expect(await mine.closed).toMatchObject({ code: expect.any(Number) });
    mine.send({ action: "SDP_OFFER", messagePayload: payload });
    const theirs = await master();
    await service.stop();
    expect(await theirs.closed).toMatchObject({ code: expect.any(Number) });
  });

  it("is refused with 403 for a wrong secret", async () => {
    const credentials = { ...service.credentials, secretAccessKey: "wrong" };
    const opening = openMasterSocket({ channelArn, credentials, endpoint: endpoints.MASTER, onMessage: () => {} });
    const refusal = await opening.catch((error) => error);
    expect(refusal).toBeInstanceOf(HandshakeRefused);
    expect(refusal.status).toBe(403);
    expect(String(refusal)).not.toContain("X-Amz");
  });

  it("is refused with 404 for a channel that isn't there", async () => {
    const endpoint = endpoints.MASTER.replace(/m-\w+$/, "m-00000000");
    const opening = openMasterSocket({ ...common(), endpoint, onMessage: () => {} });
    await expect(opening).rejects.toMatchObject({ name: "HandshakeRefused", status: 404 });
  });

  it("says so when the service can't be reached, and shows no signed URL", async () => {
    await service.stop();
    const failure = await openMasterSocket({ ...common(), endpoint: endpoints.MASTER, onMessage: () => {} }).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(HandshakeFailed);
    expect(failure.code).toBe("ECONNREFUSED");
    expect(String(failure)).not.toContain("X-Amz");
  });

  it("refuses a client id that AWS would not take", async () => {
    await expect(viewer("AWS_echo")).rejects.toThrow(RangeError);
  });

  it("can be given up while it opens", async () => {
    const opening = openMasterSocket({
      ...common(),
      endpoint: endpoints.MASTER,
      onMessage: () => {},
      signal: AbortSignal.abort(),
    });
    await expect(opening).rejects.toBeInstanceOf(HandshakeFailed);
  });
});

describe("a service that opens no WebSocket", () => {
  const open = async (
    answer: ((socket: Socket) => void) | undefined,
    options: Pick<SocketOptions, "signal" | "handshakeTimeoutMilliseconds"> = { handshakeTimeoutMilliseconds: 50 },
  ) => {
    const server = createTcpServer((socket) => {
      socket.on("error", () => {});
      answer?.(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const failure = await openMasterSocket({
      ...common(),
      endpoint: `ws://127.0.0.1:${port}/m-1`,
      onMessage: () => {},
      ...options,
    }).catch((error) => error);
    server.close();
    return failure;
  };

  it("is given up when it does not answer in time", async () => {
    expect(await open(undefined)).toMatchObject({ name: "HandshakeFailed", code: "TIMEOUT" });
  });

  it("is left at once when the caller gives up, and the connection with it", async () => {
    const givingUp = new AbortController();
    let left: Promise<unknown> | undefined;
    const failure = await open(
      (socket) => {
        left = once(socket, "close");
        socket.once("data", () => givingUp.abort());
      },
      { signal: givingUp.signal },
    );
    expect(failure).toMatchObject({ name: "HandshakeFailed", code: "ABORT_ERR" });
    await left;
  });

  it("is named when its answer is none", async () => {
    const answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    const failure = await open((socket) => socket.end(answer));
    expect(failure).toMatchObject({ name: "HandshakeFailed", code: "BAD_HANDSHAKE" });
  });
});

describe("a connection to a service that misbehaves", () => {
  let server: Server;
  let sockets: WebSocketServer;

  beforeEach(async () => {
    server = createServer();
    sockets = new WebSocketServer({ server, autoPong: false });
    endpoints.MASTER = `ws://127.0.0.1:${await listenOnLoopback(server)}/m-1`;
  });
  afterEach(async () => {
    for (const socket of sockets.clients) socket.terminate();
    await closeServer(server);
  });

  it("leaves alone empty frames, binary frames, unknown types and what is no JSON", async () => {
    sockets.on("connection", (socket) => {
      for (const frame of ["", "not JSON", "[]", '{"messageType":"NEW"}', Buffer.from("{}")]) socket.send(frame);
      socket.send(JSON.stringify({ messageType: "SDP_OFFER", messagePayload: payload, senderClientId: "echo" }));
    });
    const received = inbox<RelayedMessage>();
    await master(received.put);
    expect(await received.next()).toMatchObject({ messageType: "SDP_OFFER" });
  });

  it("hears nothing more once it is closed from this side", async () => {
    const message = JSON.stringify({ messageType: "SDP_OFFER", messagePayload: payload, senderClientId: "echo" });
    sockets.on("connection", (socket) => {
      socket.send(message);
      socket.once("message", () => {
        for (let number = 0; number < 100; number += 1) socket.send(message);
      });
    });
    let received = 0;
    const first = inbox<RelayedMessage>();
    const socket = await master((message) => {
      received += 1;
      first.put(message);
    });
    await first.next();
    socket.send({ action: "ICE_CANDIDATE", recipientClientId: "echo", messagePayload: payload });
    await socket.close();
    expect(received).toBe(1);
  });

  it("hears a notice", async () => {
    sockets.on("connection", (socket) => socket.send('{"messageType":"GO_AWAY"}'));
    const notices = inbox<string>();
    open.push(
      await openMasterSocket({
        ...common(),
        endpoint: endpoints.MASTER,
        onMessage: () => {},
        onNotice: notices.put,
      }),
    );
    expect(await notices.next()).toBe("GO_AWAY");
  });

  it("ends when no pong comes back", async () => {
    const socket = await openMasterSocket({
      ...common(),
      endpoint: endpoints.MASTER,
      onMessage: () => {},
      pingIntervalMilliseconds: 20,
    });
    expect(await socket.closed).toEqual({ code: 1006 });
  });
});
