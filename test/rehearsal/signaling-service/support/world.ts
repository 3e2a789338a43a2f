import {
  CreateSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient, SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { WebSocket } from "ws";
import {
  type ServiceEvent,
  type SignalingServiceOptions,
  startSignalingService,
} from "../../../../rehearsal/signaling-service/index.ts";
import { presignSignalingUrl } from "../../../../signaling-client/presign.ts";
import { agentTo } from "./tls-client.ts";

/** One end of a signaling WebSocket, with an inbox. Empty frames are kept apart: clients ignore them. */
export interface Peer {
  readonly socket: WebSocket;
  send(message: object | string): void;
  /** The next message, parsed. */
  next(): Promise<Record<string, unknown>>;
  /** The next message as it came. */
  nextText(): Promise<string>;
  /** What has come and was not yet taken. */
  readonly unread: number;
  /** How many empty frames have come. */
  readonly emptyFrames: number;
  /** Resolves once so many empty frames have come in all. */
  untilEmptyFrames(count: number): Promise<void>;
  /** Answers each Alexa offer, or viewer's, from now on, instead of keeping it in the inbox. */
  answerOffers(messagePayload: string): void;
  /** Resolves with the close code when the connection has ended, whoever ended it. */
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

/** Why a handshake failed. */
export class Refused extends Error {
  readonly status: number;
  readonly errorType: string;
  readonly body: string;
  constructor(status: number, errorType: string, body: string) {
    super(`refused with ${status} ${errorType} ${body}`);
    this.status = status;
    this.errorType = errorType;
    this.body = body;
  }
}

const openWorlds = new Set<{ close(): Promise<void> }>();

/** Ends every world a test has opened and not closed itself, also when the test failed. */
export async function closeWorlds(): Promise<void> {
  await Promise.all([...openWorlds].map((world) => world.close()));
}

/** A service with real clients around it; `close` ends them all. */
export async function openWorld(options: SignalingServiceOptions = {}) {
  const events: ServiceEvent[] = [];
  const watchers = new Set<() => void>();
  const service = await startSignalingService({
    ...options,
    onEvent(event) {
      events.push(event);
      options.onEvent?.(event);
      for (const watcher of watchers) watcher();
    },
  });
  const { region, credentials } = service;
  // With TLS every client trusts the service's own authority, and no other.
  const agent = service.caFile === undefined ? undefined : agentTo(service);
  const trusting = agent === undefined ? {} : { requestHandler: { httpsAgent: agent } };
  const control = new KinesisVideoClient({
    endpoint: service.controlPlaneUrl,
    region,
    credentials,
    maxAttempts: 1,
    ...trusting,
  });
  const dataClients: KinesisVideoSignalingClient[] = [];
  const sockets = new Set<WebSocket>();

  async function createChannel(name = "front-door", ttlSeconds?: number): Promise<string> {
    const configuration =
      ttlSeconds === undefined ? {} : { SingleMasterConfiguration: { MessageTtlSeconds: ttlSeconds } };
    const reply = await control.send(new CreateSignalingChannelCommand({ ChannelName: name, ...configuration }));
    return reply.ChannelARN ?? "";
  }

  async function endpoint(channelArn: string, protocol: "HTTPS" | "WSS", role: "MASTER" | "VIEWER"): Promise<string> {
    const reply = await control.send(
      new GetSignalingChannelEndpointCommand({
        ChannelARN: channelArn,
        SingleMasterChannelEndpointConfiguration: { Protocols: [protocol], Role: role },
      }),
    );
    return reply.ResourceEndpointList?.[0]?.ResourceEndpoint ?? "";
  }

  async function dataPlane(channelArn: string): Promise<KinesisVideoSignalingClient> {
    const client = new KinesisVideoSignalingClient({
      endpoint: await endpoint(channelArn, "HTTPS", "VIEWER"),
      region,
      credentials,
      maxAttempts: 1,
      ...trusting,
    });
    dataClients.push(client);
    return client;
  }

  async function open(url: string, headers: Record<string, string> = {}): Promise<Peer> {
    const socket = new WebSocket(url, { headers, ...(agent === undefined ? {} : { agent }) });
    sockets.add(socket);
    return connected(socket);
  }

  async function connect(channelArn: string, role: "MASTER" | "VIEWER", clientId?: string): Promise<Peer> {
    return open(
      await presignSignalingUrl({
        endpoint: await endpoint(channelArn, "WSS", role),
        channelArn,
        credentials,
        now: new Date(options.clock?.now() ?? Date.now()),
        ...(clientId === undefined ? {} : { clientId }),
      }),
    );
  }

  const world = {
    service,
    control,
    events,
    createChannel,
    endpoint,
    dataPlane,
    open,
    connectMaster: (channelArn: string) => connect(channelArn, "MASTER"),
    connectViewer: (channelArn: string, clientId: string) => connect(channelArn, "VIEWER", clientId),
    async offer(channelArn: string, clientId: string, payload = "b2ZmZXI=") {
      const client = await dataPlane(channelArn);
      return client.send(
        new SendAlexaOfferToMasterCommand({
          ChannelARN: channelArn,
          SenderClientId: clientId,
          MessagePayload: payload,
        }),
      );
    },
    /** Resolves once an event of this type has happened that the test has not waited for before. */
    async event<Type extends ServiceEvent["type"]>(type: Type): Promise<Extract<ServiceEvent, { type: Type }>> {
      for (;;) {
        const index = events.findIndex((event) => event.type === type);
        if (index !== -1) return events.splice(index, 1)[0] as Extract<ServiceEvent, { type: Type }>;
        await new Promise<void>((resolve) => {
          const watcher = () => {
            watchers.delete(watcher);
            resolve();
          };
          watchers.add(watcher);
        });
      }
    },
    async close() {
      openWorlds.delete(world);
      for (const socket of sockets) socket.terminate();
      for (const client of dataClients) client.destroy();
      control.destroy();
      agent?.destroy();
      await service.stop();
    },
  };
  openWorlds.add(world);
  return world;
}
export type World = Awaited<ReturnType<typeof openWorld>>;

function connected(socket: WebSocket): Promise<Peer> {
  const inbox: string[] = [];
  const readers: ((text: string) => void)[] = [];
  let answer: string | undefined;
  let emptyFrames = 0;
  const emptyFrameWatchers = new Set<() => void>();
  const receive = (text: string) => {
    if (answer !== undefined) {
      const { senderClientId } = JSON.parse(text) as { senderClientId: string };
      peer.send({ action: "SDP_ANSWER", recipientClientId: senderClientId, messagePayload: answer });
      return;
    }
    const reader = readers.shift();
    if (reader) reader(text);
    else inbox.push(text);
  };
  // Listening begins before the handshake ends: queued messages come right behind it.
  socket.on("message", (data) => {
    const text = String(data);
    if (text !== "") return receive(text);
    emptyFrames += 1;
    for (const watcher of emptyFrameWatchers) watcher();
  });
  const closed = new Promise<number>((resolve) => {
    socket.once("close", resolve);
  });
  const nextText = () =>
    new Promise<string>((resolve) => {
      const text = inbox.shift();
      if (text === undefined) readers.push(resolve);
      else resolve(text);
    });
  const peer: Peer = {
    socket,
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    nextText,
    next: async () => JSON.parse(await nextText()) as Record<string, unknown>,
    get unread() {
      return inbox.length;
    },
    get emptyFrames() {
      return emptyFrames;
    },
    untilEmptyFrames: (count) =>
      new Promise((resolve) => {
        const watcher = () => {
          if (emptyFrames < count) return;
          emptyFrameWatchers.delete(watcher);
          resolve();
        };
        emptyFrameWatchers.add(watcher);
        watcher();
      }),
    answerOffers(messagePayload) {
      answer = messagePayload;
    },
    closed,
    async close() {
      socket.close();
      await closed;
    },
  };
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(peer));
    socket.once("error", reject);
    socket.once("unexpected-response", async (_request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const errorType = String(response.headers["x-amzn-errortype"]).split(":")[0] ?? "";
      reject(new Refused(response.statusCode ?? 0, errorType, Buffer.concat(chunks).toString()));
    });
  });
}
