import { randomBytes, randomUUID } from "node:crypto";

// Directives as Alexa writes them. Some items send wrong ones on purpose, so these are plain objects without a schema.

/** Which endpoint a directive is for, and on whose behalf it is sent. */
export interface Addressed {
  readonly endpointId: string;
  readonly token: string;
}

/** Any directive, in its envelope. */
export interface DirectiveEnvelope {
  readonly directive: {
    readonly header: {
      readonly namespace: string;
      readonly name: string;
      readonly payloadVersion: string;
      readonly messageId: string;
      readonly correlationToken?: string;
    };
    readonly endpoint?: object;
    readonly payload: object;
  };
}

const RTC = "Alexa.RTCSessionController";

/** "Which devices does this user have?" Without a token the scope has none, which no directive of Alexa's lacks. */
export function discover(token: string | undefined): DirectiveEnvelope {
  const scope = { type: "BearerToken", ...(token !== undefined && { token }) };
  return { directive: { header: header("Alexa.Discovery", "Discover"), payload: { scope } } };
}

/** "What state is this endpoint in?" */
export function reportState(to: Addressed): DirectiveEnvelope {
  return toEndpoint("Alexa", "ReportState", to, {});
}

/** "Show this camera: here is my offer." */
export function initiateSession(to: Addressed & { sessionId: string; offer: string }): DirectiveEnvelope {
  const { sessionId, offer } = to;
  return toEndpoint(RTC, "InitiateSessionWithOffer", to, { sessionId, offer: { format: "SDP", value: offer } });
}

/** "Media flows." */
export function sessionConnected(to: Addressed & { sessionId: string }): DirectiveEnvelope {
  return toEndpoint(RTC, "SessionConnected", to, { sessionId: to.sessionId });
}

/** "The view is over." */
export function sessionDisconnected(to: Addressed & { sessionId: string }): DirectiveEnvelope {
  return toEndpoint(RTC, "SessionDisconnected", to, { sessionId: to.sessionId });
}

/** "What does this camera see?" Source: Alexa.SmartVision.SnapshotProvider 1.1. */
export function getSnapshot(to: Addressed): DirectiveEnvelope {
  return toEndpoint("Alexa.SmartVision.SnapshotProvider", "GetSnapshot", to, {}, "1.1");
}

/** "Here is a code with which you may send events for this user." It has no correlation token. */
export function acceptGrant({ code, token }: { readonly code: string; readonly token: string }): DirectiveEnvelope {
  const grant = { type: "OAuth2.AuthorizationCode", code };
  return {
    directive: {
      header: header("Alexa.Authorization", "AcceptGrant"),
      payload: { grant, grantee: { type: "BearerToken", token } },
    },
  };
}

/** A directive of any name to an endpoint. */
export function toEndpoint(
  namespace: string,
  name: string,
  { endpointId, token }: Addressed,
  payload: object,
  payloadVersion = "3",
): DirectiveEnvelope {
  return {
    directive: {
      // Real correlation tokens are opaque and long; every character has to come back.
      header: { ...header(namespace, name, payloadVersion), correlationToken: randomBytes(96).toString("base64") },
      endpoint: { scope: { type: "BearerToken", token }, endpointId, cookie: {} },
      payload,
    },
  };
}

function header(namespace: string, name: string, payloadVersion = "3") {
  return { namespace, name, payloadVersion, messageId: randomUUID() };
}
