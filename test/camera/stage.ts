import { GetSignalingChannelEndpointCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient, SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { type Camera, type CameraEvent, type CameraOptions, startCamera } from "../../camera/index.ts";
import type { RelayedMessage } from "../../protocol/signaling/messages.ts";
import { unwrapSessionDescription, wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import {
  createHeadlessEcho,
  type HeadlessEcho,
  type HeadlessEchoOptions,
} from "../../rehearsal/headless-echo/index.ts";
import { type SignalingService, startSignalingService } from "../../rehearsal/signaling-service/index.ts";
import { openViewerSocket, type SignalingSocket } from "../../signaling-client/index.ts";

/** The camera's events so far, and a way to wait for one. */
export interface EventLog {
  readonly all: CameraEvent[];
  readonly types: () => string[];
  /** Resolves with the count-th event of a type, counted from 1, whether it has come or is to come. */
  until<Type extends CameraEvent["type"]>(type: Type, count?: number): Promise<Extract<CameraEvent, { type: Type }>>;
  readonly onEvent: (event: CameraEvent) => void;
}

export function createEventLog(): EventLog {
  const all: CameraEvent[] = [];
  const waiting = new Set<() => void>();
  return {
    all,
    types: () => all.map(({ type }) => type),
    until: (type, count = 1) =>
      new Promise((resolve) => {
        const look = () => {
          const found = all.filter((event) => event.type === type)[count - 1];
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found as never);
        };
        waiting.add(look);
        look();
      }),
    onEvent(event) {
      all.push(event);
      for (const look of [...waiting]) look();
    },
  };
}

/** A viewer's connection to the channel, and what came over it. */
export interface Viewer {
  readonly socket: SignalingSocket;
  /** Resolves with the next message that was not taken yet. */
  next(): Promise<RelayedMessage>;
}

/** A camera on a signaling service of its own, and those who look at it. */
export interface Stage {
  readonly service: SignalingService;
  readonly camera: Camera;
  readonly events: EventLog;
  /** Asks the camera as the skill does; gives the answer's SDP. */
  sendAlexaOffer(offer: string, clientId: string, format?: "json" | "sdp"): Promise<string>;
  /** The raw payload of the answer. */
  sendPayload(payload: string, clientId: string): Promise<string | undefined>;
  openViewer(clientId: string): Promise<Viewer>;
  createEcho(options?: HeadlessEchoOptions): Promise<HeadlessEcho>;
  /** A headless Echo that watches the camera. */
  watch(clientId: string, options?: HeadlessEchoOptions): Promise<HeadlessEcho>;
  close(): Promise<void>;
}

/** Sets the stage; with `talk` the camera has a loudspeaker. */
export async function setStage(options: Partial<CameraOptions> & { talk?: boolean } = {}): Promise<Stage> {
  const { talk = false, ...cameraOptions } = options;
  const service = await startSignalingService({ quotas: "off", noAnswer: { afterMilliseconds: 4_000 } });
  const { controlPlaneUrl, region, credentials } = service;
  const events = createEventLog();
  const camera = await startCamera({
    channelName: "front-door",
    camera: { id: "front-door", name: "Front Door", talk },
    region,
    credentials,
    controlPlaneUrl,
    onEvent: events.onEvent,
    ...cameraOptions,
  } as CameraOptions);
  const open: { close(): Promise<void> }[] = [];
  const endpointOf = await viewerEndpoints(service, camera.channelArn);
  const client = new KinesisVideoSignalingClient({
    region,
    credentials,
    endpoint: endpointOf("HTTPS"),
    maxAttempts: 1,
  });

  const stage: Stage = {
    service,
    camera,
    events,
    async sendPayload(payload, clientId) {
      const { Answer } = await client.send(
        new SendAlexaOfferToMasterCommand({
          ChannelARN: camera.channelArn,
          SenderClientId: clientId,
          MessagePayload: payload,
        }),
      );
      return Answer;
    },
    async sendAlexaOffer(offer, clientId, format = "json") {
      const answer = await stage.sendPayload(wrapSessionDescription("offer", offer, format), clientId);
      return unwrapSessionDescription(answer ?? "", "answer");
    },
    async openViewer(clientId) {
      const messages: RelayedMessage[] = [];
      let wake = () => {};
      const socket = await openViewerSocket({
        endpoint: endpointOf("WSS"),
        channelArn: camera.channelArn,
        credentials,
        clientId,
        onMessage: (message) => {
          messages.push(message);
          wake();
        },
      });
      open.push(socket);
      return {
        socket,
        async next() {
          while (messages.length === 0) await new Promise<void>((resolve) => (wake = resolve));
          return messages.shift() as RelayedMessage;
        },
      };
    },
    async createEcho(echoOptions = {}) {
      const echo = await createHeadlessEcho(echoOptions);
      open.push(echo);
      return echo;
    },
    async watch(clientId, echoOptions = {}) {
      const echo = await stage.createEcho(echoOptions);
      await echo.acceptAnswer(await stage.sendAlexaOffer(echo.offer, clientId));
      await echo.firstFrame;
      return echo;
    },
    async close() {
      await Promise.all(open.map((one) => one.close()));
      client.destroy();
      await camera.stop();
      await service.stop();
    },
  };
  return stage;
}

async function viewerEndpoints(service: SignalingService, channelArn: string) {
  const client = new KinesisVideoClient({
    region: service.region,
    credentials: service.credentials,
    endpoint: service.controlPlaneUrl,
  });
  const { ResourceEndpointList = [] } = await client.send(
    new GetSignalingChannelEndpointCommand({
      ChannelARN: channelArn,
      SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS", "HTTPS"], Role: "VIEWER" },
    }),
  );
  client.destroy();
  return (protocol: string) =>
    ResourceEndpointList.find((entry) => entry.Protocol === protocol)?.ResourceEndpoint ?? "";
}
