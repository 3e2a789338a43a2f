import {
  type ClientAction,
  type ClientMessage,
  clientMessageSchema,
  type RelayedMessage,
  type ServiceMessage,
} from "../../../protocol/signaling/messages.ts";
import type { WireError } from "../errors.ts";
import { describable, describeIssue } from "../validation.ts";

/** A frame that is no message the service takes. */
export interface MalformedFrame {
  /** There when the frame was JSON with a usable correlation id: only then may it be answered. */
  readonly correlationId?: string;
  readonly description: string;
}

/** Reads the JSON of a client's frame: undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the message in a client's frame. */
export function readMessage(frame: unknown): { message: ClientMessage } | { malformed: MalformedFrame } {
  if (frame === undefined) return { malformed: { description: "The message is not valid JSON" } };
  const result = clientMessageSchema.safeParse(frame, describable);
  if (result.success) return { message: result.data };
  const correlationId = correlationIdOf(frame);
  return {
    malformed: {
      description: result.error.issues.map(describeIssue).join("; "),
      ...(correlationId === undefined ? {} : { correlationId }),
    },
  };
}

function correlationIdOf(frame: unknown): string | undefined {
  if (typeof frame !== "object" || frame === null) return undefined;
  const { correlationId, CorrelationId } = frame as { correlationId?: unknown; CorrelationId?: unknown };
  const id = correlationId ?? CorrelationId;
  return typeof id === "string" && /^[a-zA-Z0-9_.-]{1,256}$/.test(id) ? id : undefined;
}

/** A relayed message as the real service writes it: keys in alphabetical order, no sender when it is the master. */
export function relayedMessage(action: ClientAction, payload: string, senderClientId?: string): RelayedMessage {
  return {
    messagePayload: payload,
    messageType: action,
    ...(senderClientId === undefined ? {} : { senderClientId }),
  };
}

/** The service's word on a message that failed. The real descriptions are not verified. */
export function statusResponse(correlationId: string, error: WireError): ServiceMessage {
  return {
    messageType: "STATUS_RESPONSE",
    statusResponse: {
      correlationId,
      errorType: error.name,
      statusCode: String(error.status),
      description: error.message,
    },
  };
}
