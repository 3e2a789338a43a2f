import {
  type ClientAction,
  type ClientMessage,
  clientMessageSchema,
  type RelayedMessage,
} from "../../../protocol/signaling/messages.ts";
import type { WireError } from "../errors.ts";
import { describeIssue } from "../validation.ts";

/** A frame that is no message the service takes. */
export interface MalformedFrame {
  /** There when the frame was JSON with a usable correlation id: only then may it be answered. */
  readonly correlationId?: string;
  readonly description: string;
}

/** Reads one text frame of a client. */
export function readFrame(text: string): { message: ClientMessage } | { malformed: MalformedFrame } {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { malformed: { description: "The message is not valid JSON" } };
  }
  const result = clientMessageSchema.safeParse(frame, { reportInput: true });
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

/** Writes a relayed message as the real service does: compact, keys in alphabetical order, no sender when it is the master. */
export function formatRelayedMessage(action: ClientAction, payload: string, senderClientId?: string): string {
  const message: RelayedMessage = {
    messagePayload: payload,
    messageType: action,
    ...(senderClientId === undefined ? {} : { senderClientId }),
  };
  return JSON.stringify(message);
}

/** Writes the service's word on a message that failed. The real descriptions are not verified. */
export function formatStatusResponse(correlationId: string, error: WireError): string {
  return JSON.stringify({
    messageType: "STATUS_RESPONSE",
    statusResponse: {
      correlationId,
      errorType: error.name,
      statusCode: String(error.status),
      description: error.message,
    },
  });
}
