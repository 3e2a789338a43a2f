import { randomUUID } from "node:crypto";

/**
 * The gateway's errors and the HTTP status of each. Amazon documents the codes; of the statuses only 401 and that of
 * SKILL_DISABLED_EXCEPTION were seen, the others are not verified.
 * Source: Alexa Skills Kit, "Send events to the Alexa event gateway".
 */
const statuses = {
  INVALID_REQUEST_EXCEPTION: 400,
  INVALID_ACCESS_TOKEN_EXCEPTION: 401,
  INSUFFICIENT_PERMISSION_EXCEPTION: 403,
  SKILL_DISABLED_EXCEPTION: 403,
  SKILL_NOT_FOUND_EXCEPTION: 404,
  REQUEST_ENTITY_TOO_LARGE_EXCEPTION: 413,
  THROTTLING_EXCEPTION: 429,
  INTERNAL_SERVICE_EXCEPTION: 500,
  SERVICE_UNAVAILABLE_EXCEPTION: 503,
} as const;
/** A code of the gateway's errors. */
export type ExceptionCode = keyof typeof statuses;

/** A reply of the gateway. */
export interface GatewayReply {
  readonly status: number;
  /** Sent as JSON; a string as HTML. */
  readonly body?: object | string;
}

/** Writes an error as the gateway does. */
export function exception(code: ExceptionCode, description: string): GatewayReply {
  const header = { namespace: "System", name: "Exception", messageId: randomUUID() };
  return { status: statuses[code], body: { header, payload: { code, description } } };
}
