import * as z from "zod/mini";
import { MAX_DELETED_ENDPOINTS, MAX_REPORTED_ENDPOINTS } from "../../../protocol/alexa/limits.ts";
import { type ProactiveEvent, proactiveEventSchemas } from "../../../protocol/alexa/proactive-events.ts";
import { type ExceptionCode, exception, type GatewayReply } from "./exception.ts";

/** The event that was posted, or what the gateway says instead. */
export type PostedEvent = { readonly event: ProactiveEvent } | { readonly refusal: GatewayReply };

/** What chooses an event's rules, and what a gateway counts before it looks at them. */
const outlineSchema = z.object({
  event: z.object({
    header: z.object({ namespace: z.string(), name: z.string() }),
    payload: z.optional(z.object({ endpoints: z.optional(z.array(z.unknown())) })),
  }),
});

/** More endpoints than a report may have, and how the gateway was seen, or is thought, to fail at them. */
const tooMany: Readonly<Record<string, { readonly most: number; readonly code: ExceptionCode }>> = {
  "Alexa.Discovery.AddOrUpdateReport": { most: MAX_REPORTED_ENDPOINTS, code: "REQUEST_ENTITY_TOO_LARGE_EXCEPTION" },
  // Seen with 134 endpoints; nothing in the reply says what is wrong.
  "Alexa.Discovery.DeleteReport": { most: MAX_DELETED_ENDPOINTS, code: "INTERNAL_SERVICE_EXCEPTION" },
};

/**
 * Reads a posted event, strictly: every key and value that Amazon's rules do not allow is named in the refusal.
 * @param bearer the token of the header, which has to be the event's own.
 */
export function readEvent(body: string, bearer: string): PostedEvent {
  const document = parseJson(body);
  const outline = z.safeParse(outlineSchema, document);
  if (!outline.success) return refused(fieldOf(outline.error));
  const { header, payload } = outline.data.event;
  const key = `${header.namespace}.${header.name}`;
  if (!Object.hasOwn(proactiveEventSchemas, key)) return refused("event.header.name");
  const limit = tooMany[key];
  if (limit !== undefined && (payload?.endpoints?.length ?? 0) > limit.most) {
    return { refusal: exception(limit.code, "The request could not be processed.") };
  }
  const parsed = z.safeParse(proactiveEventSchemas[key as keyof typeof proactiveEventSchemas], document);
  if (!parsed.success) return refused(fieldOf(parsed.error));
  const { event } = parsed.data;
  const { scope } = "endpoint" in event ? event.endpoint : event.payload;
  return scope.token === bearer ? { event: parsed.data } : refused("scope.token");
}

function refused(field: string): PostedEvent {
  return { refusal: exception("INVALID_REQUEST_EXCEPTION", `The request is not valid at ${field}.`) };
}

/** The path of what is wrong, down to the keys that should not be there. */
function fieldOf({ issues: [issue] }: z.core.$ZodError): string {
  const keys = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  return [...(issue?.path ?? []), ...keys].join(".") || "the body";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
