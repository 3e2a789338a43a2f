import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { roleActions } from "../../../infrastructure/permissions.ts";
import { createHandler, type Handler } from "../../../lambda/index.ts";
import type { AlexaEvent } from "../../../protocol/alexa/events.ts";
import type { CameraRecordInput } from "../../../protocol/camera-record.ts";
import { type IceCandidate, wrapIceCandidate } from "../../../protocol/signaling/ice-candidate.ts";
import { wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import { startLoginWithAmazon } from "../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { type ServiceEvent, startSignalingService } from "../../../rehearsal/signaling-service/index.ts";
import { openMasterSocket, type SignalingSocket } from "../../../signaling-client/index.ts";
import { cameraAnswer, cameraRecord, directiveFixture } from "./fixtures.ts";

/** The skill may do what its role may in the stack, and nothing else. */
const role = {
  accessKeyId: "AKIAIOSFODNN7SKILL",
  secretAccessKey: "the-skill's-own-secret-key",
  actions: roleActions.index,
};

/** What Lambda gives a handler that has all its time left. */
export const unhurried = { getRemainingTimeInMillis: () => 8_000 };

export const owner = "amzn1.account.OWNER";

/** An offer as a master has it before it. */
export interface MasterOffer {
  readonly payload: string;
  readonly clientId: string;
  /** Sends candidates, after the answer. */
  trickle(...candidates: readonly IceCandidate[]): void;
}

/** The whole skill, from its handler on, against the stand-ins for KVS and Login with Amazon. */
export async function startRehearsedSkill() {
  const events: ServiceEvent[] = [];
  const service = await startSignalingService({
    onEvent: (event) => events.push(event),
    quotas: "off",
    accessKeys: [role],
  });
  const login = await startLoginWithAmazon();
  const taskRoot = await mkdtemp(join(tmpdir(), "skill-"));
  const control = new KinesisVideoClient({
    endpoint: service.controlPlaneUrl,
    region: service.region,
    credentials: service.credentials,
  });
  const sockets: SignalingSocket[] = [];
  // The AWS client's own variable, which needs no code of ours.
  process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO = service.controlPlaneUrl;

  const environment = {
    CAMERAS: "file",
    ACCOUNT_LINKING: "lwa",
    LWA_CLIENT_ID: login.clientId,
    LWA_API_URL: login.url,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_REGION: service.region,
    AWS_ACCESS_KEY_ID: role.accessKeyId,
    AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
  };
  const token = login.issueToken({ userId: owner });

  return {
    service,
    login,
    events,
    environment,
    token,
    /** A new environment of the Lambda function. */
    coldHandler: (change: Record<string, string> = {}): Handler => createHandler({ ...environment, ...change }),
    async createChannel(name: string): Promise<string> {
      const { ChannelARN = "" } = await control.send(new CreateSignalingChannelCommand({ ChannelName: name }));
      return ChannelARN;
    },
    writeCameras: (cameras: readonly Partial<CameraRecordInput>[] | string) =>
      writeFile(join(taskRoot, "cameras.json"), typeof cameras === "string" ? cameras : JSON.stringify(cameras)),
    removeCameras: () => rm(join(taskRoot, "cameras.json"), { force: true }),
    /** A camera record on a channel of its own. */
    async camera(id: string, change: Partial<CameraRecordInput> = {}): Promise<CameraRecordInput> {
      return { ...cameraRecord({ id }), channelArn: await this.createChannel(id), ...change };
    },
    /** A master that answers each offer with what `answer` gives, and not at all where that is undefined. */
    async connectMaster(
      channelArn: string,
      answer: (offer: MasterOffer) => string | undefined = () => wrapSessionDescription("answer", cameraAnswer),
    ): Promise<SignalingSocket> {
      const reply = await control.send(
        new GetSignalingChannelEndpointCommand({
          ChannelARN: channelArn,
          SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS"], Role: "MASTER" },
        }),
      );
      const socket = await openMasterSocket({
        endpoint: reply.ResourceEndpointList?.[0]?.ResourceEndpoint ?? "",
        channelArn,
        credentials: service.credentials,
        onMessage({ messageType, messagePayload, senderClientId }) {
          if (messageType !== "SDP_OFFER" || senderClientId === undefined) return;
          const recipientClientId = senderClientId;
          const trickle = (...candidates: readonly IceCandidate[]) =>
            setImmediate(() => {
              for (const candidate of candidates) {
                const messagePayload = wrapIceCandidate(candidate);
                socket.send({ action: "ICE_CANDIDATE", recipientClientId, messagePayload });
              }
            });
          const payload = answer({ payload: messagePayload, clientId: senderClientId, trickle });
          if (payload === undefined) return;
          socket.send({ action: "SDP_ANSWER", recipientClientId, messagePayload: payload });
        },
      });
      sockets.push(socket);
      return socket;
    },
    /** A directive of the fixtures, with a valid token and for this camera. */
    directive(name: string, change: { token?: string; endpointId?: string; sessionId?: string } = {}) {
      const { directive } = directiveFixture(name);
      const valid = change.token ?? token;
      if (directive.endpoint) {
        directive.endpoint.scope.token = valid;
        directive.endpoint.endpointId = change.endpointId ?? directive.endpoint.endpointId;
      }
      if (directive.payload?.scope) directive.payload.scope.token = valid;
      if (directive.payload?.grantee) directive.payload.grantee.token = valid;
      if (change.sessionId !== undefined) directive.payload.sessionId = change.sessionId;
      return { directive };
    },
    /** The data-plane and control-plane calls that KVS has seen so far. */
    calls: () => events.filter((event) => event.type === "request" || event.type === "refused"),
    async stop() {
      delete process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO;
      await Promise.all(sockets.map((socket) => socket.close()));
      control.destroy();
      await service.stop();
      await login.stop();
      await rm(taskRoot, { recursive: true });
    },
  };
}
export type RehearsedSkill = Awaited<ReturnType<typeof startRehearsedSkill>>;

/** The payload of an error event; undefined for any other event. */
export function errorOf(event: AlexaEvent): { namespace: string; type: string; message: string } | undefined {
  const { header, payload } = event.event;
  if (header.name !== "ErrorResponse") return undefined;
  const { type, message } = payload as { type: string; message: string };
  return { namespace: header.namespace, type, message };
}
