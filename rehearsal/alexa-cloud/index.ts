import { randomBytes, randomUUID } from "node:crypto";
import { acceptGrantResponseSchema } from "../../protocol/alexa/accept-grant-response.ts";
import { discoverResponseSchema } from "../../protocol/alexa/discover-response.ts";
import type { DiscoveryEndpoint } from "../../protocol/alexa/discovery-endpoint.ts";
import { SNAPSHOT_VERSION } from "../../protocol/alexa/limits.ts";
import {
  answerGeneratedForSessionSchema,
  sessionConnectedSchema,
  sessionDisconnectedSchema,
} from "../../protocol/alexa/session-events.ts";
import { snapshotSchema } from "../../protocol/alexa/snapshot-provider.ts";
import { type StateReport, stateReportSchema } from "../../protocol/alexa/state-report.ts";
import { createSender, type Reply } from "./dialogue.ts";
import type { SnapshotAddress } from "./snapshot.ts";

export { type LinkedAccount, linkAccount, refreshAccount } from "./account-linking.ts";
export { RefusedByAlexa, type Reply } from "./dialogue.ts";
export { createLinkedToken, type LinkedToken } from "./linked-token.ts";
export { type LoginExchange, type LoginWithAmazon, startLoginWithAmazon } from "./login-with-amazon/index.ts";
export { checkPrivacy, type Picture, type SnapshotAddress, showSnapshot } from "./snapshot.ts";

interface SessionRequest {
  readonly endpointId: string;
  readonly sessionId: string;
}

/** Alexa, as a skill sees it: it sends directives and reads the events strictly. */
export interface AlexaCloud {
  /** Asks for the account's devices. */
  discover(): Promise<Reply<DiscoveryEndpoint[]>>;
  /** Asks for a view; gives the camera's answer, an SDP. */
  initiateSession(request: SessionRequest & { readonly offer: string }): Promise<Reply<string>>;
  sessionConnected(request: SessionRequest): Promise<Reply<unknown>>;
  sessionDisconnected(request: SessionRequest): Promise<Reply<unknown>>;
  reportState(endpointId: string): Promise<Reply<StateReport>>;
  /** Asks where a picture of the camera is; {@link showSnapshot} fetches it too. */
  getSnapshot(endpointId: string): Promise<Reply<SnapshotAddress>>;
  /** Gives the skill the code with which it may send events for the user. */
  acceptGrant(code: string): Promise<Reply<unknown>>;
}

/** What Alexa needs of a linked skill. */
export interface AlexaCloudOptions {
  /** Invokes the skill's Lambda function with a directive and gives back what it returned. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Gives the linked account's access token, which goes into every directive. */
  readonly accessToken: () => string;
}

/**
 * Stands in for Alexa's cloud: sends the directives of Alexa.Discovery, Alexa and Alexa.RTCSessionController.
 * Every call throws {RefusedByAlexa} when the skill's answer breaks the interface's rules.
 */
export function createAlexaCloud({ invoke, accessToken }: AlexaCloudOptions): AlexaCloud {
  const send = createSender(invoke);
  const scope = () => ({ type: "BearerToken", token: accessToken() }) as const;
  const endpoint = (endpointId: string) => ({ scope: scope(), endpointId, cookie: {} });

  return {
    async discover() {
      const directive = { header: header("Alexa.Discovery", "Discover"), payload: { scope: scope() } };
      const reply = await send(directive, discoverResponseSchema);
      return "error" in reply ? reply : { value: reply.value.event.payload.endpoints };
    },
    async initiateSession({ endpointId, sessionId, offer }) {
      const directive = {
        header: { ...header("Alexa.RTCSessionController", "InitiateSessionWithOffer"), ...correlation() },
        endpoint: endpoint(endpointId),
        payload: { sessionId, offer: { format: "SDP", value: offer } },
      };
      const reply = await send(directive, answerGeneratedForSessionSchema);
      return "error" in reply ? reply : { value: reply.value.event.payload.answer.value };
    },
    sessionConnected({ endpointId, sessionId }) {
      const directive = {
        header: { ...header("Alexa.RTCSessionController", "SessionConnected"), ...correlation() },
        endpoint: endpoint(endpointId),
        payload: { sessionId },
      };
      return send(directive, sessionConnectedSchema);
    },
    sessionDisconnected({ endpointId, sessionId }) {
      const directive = {
        header: { ...header("Alexa.RTCSessionController", "SessionDisconnected"), ...correlation() },
        endpoint: endpoint(endpointId),
        payload: { sessionId },
      };
      return send(directive, sessionDisconnectedSchema);
    },
    reportState(endpointId) {
      const directive = {
        header: { ...header("Alexa", "ReportState"), ...correlation() },
        endpoint: endpoint(endpointId),
      };
      return send(directive, stateReportSchema);
    },
    async getSnapshot(endpointId) {
      const directive = {
        header: { ...header("Alexa.SmartVision.SnapshotProvider", "GetSnapshot", SNAPSHOT_VERSION), ...correlation() },
        endpoint: endpoint(endpointId),
        payload: {},
      };
      const reply = await send(directive, snapshotSchema);
      return "error" in reply ? reply : { value: reply.value.event.payload };
    },
    acceptGrant(code) {
      const directive = {
        header: header("Alexa.Authorization", "AcceptGrant"),
        payload: { grant: { type: "OAuth2.AuthorizationCode", code }, grantee: scope() },
      } as const;
      return send(directive, acceptGrantResponseSchema);
    },
  };
}

function header<Namespace extends string, Name extends string, Version extends string = "3">(
  namespace: Namespace,
  name: Name,
  payloadVersion: Version = "3" as Version,
) {
  return { namespace, name, messageId: randomUUID(), payloadVersion } as const;
}

/** Real ones are opaque and long; every character has to come back. */
function correlation(): { correlationToken: string } {
  return { correlationToken: randomBytes(96).toString("base64") };
}
