// Builders stand apart from the strict schemas, which only tests and the rehearsal load: the Lambda's cold start is
// shorter without them.
import type { AcceptGrantResponse } from "./accept-grant-response.ts";
import {
  connectivityProperty,
  detectionStateProperty,
  type EndpointEventParts,
  type EventParts,
  eventHeader,
} from "./build-event-parts.ts";
import type { DiscoverResponse } from "./discover-response.ts";
import type { DiscoveryEndpoint } from "./discovery-endpoint.ts";
import type { Connectivity } from "./endpoint-health.ts";
import type { AcceptGrantFailed, ErrorResponse } from "./error-response.ts";
import type { ErrorPayload } from "./error-types.ts";
import { MAX_DISCOVERED_ENDPOINTS } from "./limits.ts";
import type { DetectionState } from "./motion-sensor.ts";
import type { AnswerGeneratedForSession, SessionConnected, SessionDisconnected } from "./session-events.ts";
import type { StateReport } from "./state-report.ts";

export type { EndpointEventParts, EventParts } from "./build-event-parts.ts";

const RTC = "Alexa.RTCSessionController";

/** Builds the event that carries a camera's answer. `answer` is the SDP itself. */
export function answerGeneratedForSession(parts: EndpointEventParts & { answer: string }): AnswerGeneratedForSession {
  return {
    event: {
      header: eventHeader(RTC, "AnswerGeneratedForSession", parts),
      endpoint: { endpointId: parts.endpointId },
      payload: { answer: { format: "SDP", value: parts.answer } },
    },
  };
}

/** Builds the event SessionConnected. */
export function sessionConnected(parts: EndpointEventParts & { sessionId: string }): SessionConnected {
  return {
    event: {
      header: eventHeader(RTC, "SessionConnected", parts),
      endpoint: { endpointId: parts.endpointId },
      payload: { sessionId: parts.sessionId },
    },
  };
}

/** Builds the event SessionDisconnected. */
export function sessionDisconnected(parts: EndpointEventParts & { sessionId: string }): SessionDisconnected {
  return {
    event: {
      header: eventHeader(RTC, "SessionDisconnected", parts),
      endpoint: { endpointId: parts.endpointId },
      payload: { sessionId: parts.sessionId },
    },
  };
}

/** Builds the answer to ReportState; `at` is in epoch milliseconds, `motion` is left out for a camera without sensor. */
export function stateReport(
  parts: EndpointEventParts & {
    readonly connectivity: Connectivity;
    readonly motion?: DetectionState | undefined;
    readonly at: number;
  },
): StateReport {
  const { connectivity, motion, at } = parts;
  return {
    event: {
      header: eventHeader("Alexa", "StateReport", parts),
      endpoint: { endpointId: parts.endpointId },
      payload: {},
    },
    context: {
      properties: [
        connectivityProperty(connectivity, at),
        ...(motion === undefined ? [] : [detectionStateProperty(motion, at)]),
      ],
    },
  };
}

/**
 * Builds the answer to Discover.
 * @throws {RangeError} for more than 300 endpoints: who they are dropped by has to be the caller's decision.
 */
export function discoverResponse(parts: EventParts & { readonly endpoints: DiscoveryEndpoint[] }): DiscoverResponse {
  if (parts.endpoints.length > MAX_DISCOVERED_ENDPOINTS) throw new RangeError("more than 300 endpoints");
  return {
    event: {
      header: eventHeader("Alexa.Discovery", "Discover.Response", parts),
      payload: { endpoints: parts.endpoints },
    },
  };
}

/** Builds the answer to AcceptGrant. */
export function acceptGrantResponse(parts: EventParts): AcceptGrantResponse {
  return { event: { header: eventHeader("Alexa.Authorization", "AcceptGrant.Response", parts), payload: {} } };
}

/** Builds an error. The endpoint is named where the directive named one. */
export function errorResponse(
  parts: EventParts & { readonly endpointId?: string | undefined; readonly payload: ErrorPayload },
): ErrorResponse {
  return {
    event: {
      header: eventHeader("Alexa", "ErrorResponse", parts),
      ...(parts.endpointId !== undefined && { endpoint: { endpointId: parts.endpointId } }),
      payload: parts.payload,
    },
  };
}

/** Builds AcceptGrant's failure. */
export function acceptGrantFailed(parts: EventParts & { readonly message: string }): AcceptGrantFailed {
  return {
    event: {
      header: eventHeader("Alexa.Authorization", "ErrorResponse", parts),
      payload: { type: "ACCEPT_GRANT_FAILED", message: parts.message },
    },
  };
}
