import * as z from "zod/mini";
import { type DirectiveKey, type DirectiveOf, directiveSchemas } from "./directives.ts";
import { endpointIdSchema } from "./endpoint-id.ts";

/** A directive with the key that chose its schema: the pair a typed table needs. */
export type KeyedDirective = {
  [Key in DirectiveKey]: { readonly key: Key; readonly directive: DirectiveOf<Key> };
}[DirectiveKey];

/** What became of an incoming envelope. `field` is the path of the first wrong field; it quotes no value. */
export type ParsedDirective =
  | ({ readonly outcome: "directive" } & KeyedDirective)
  | { readonly outcome: "malformed"; readonly field: string }
  | { readonly outcome: "unknown" };

/**
 * Reads the envelope `{ directive }` that Alexa sends.
 * Nothing is thrown, whatever comes in.
 */
export function parseDirective(envelope: unknown): ParsedDirective {
  const directive = propertyOf(envelope, "directive");
  const header = propertyOf(directive, "header");
  for (const [field, value] of [
    ["directive", isObject(directive)],
    ["directive.header", isObject(header)],
    ["directive.header.namespace", typeof propertyOf(header, "namespace") === "string"],
    ["directive.header.name", typeof propertyOf(header, "name") === "string"],
  ] as const) {
    if (!value) return { outcome: "malformed", field };
  }
  const key = `${propertyOf(header, "namespace")}.${propertyOf(header, "name")}`;
  if (!isDirectiveKey(key)) return { outcome: "unknown" };
  const parsed = z.safeParse(directiveSchemas[key], directive);
  if (!parsed.success) {
    return { outcome: "malformed", field: ["directive", ...(parsed.error.issues[0]?.path ?? [])].join(".") };
  }
  // The key chose the schema, so the pair belongs together; the compiler cannot follow that through the table.
  return { outcome: "directive", key, directive: parsed.data } as ParsedDirective;
}

/** What a reply needs of a directive, even of one that could not be read. */
export interface ReplyContext {
  /** To come back byte for byte. */
  readonly correlationToken?: string;
  readonly endpointId?: string;
  /** AcceptGrant's failures have a namespace and a type of their own. */
  readonly acceptGrant: boolean;
}

/** Saves what a reply needs out of any envelope. Nothing is thrown, whatever comes in. */
export function replyContextOf(envelope: unknown): ReplyContext {
  const directive = propertyOf(envelope, "directive");
  const header = propertyOf(directive, "header");
  const correlationToken = propertyOf(header, "correlationToken");
  const endpointId = propertyOf(propertyOf(directive, "endpoint"), "endpointId");
  return {
    ...(typeof correlationToken === "string" && { correlationToken }),
    // An id outside Alexa's alphabet would make the reply itself illegal.
    ...(z.safeParse(endpointIdSchema, endpointId).success && { endpointId: endpointId as string }),
    acceptGrant:
      propertyOf(header, "namespace") === "Alexa.Authorization" && propertyOf(header, "name") === "AcceptGrant",
  };
}

function isDirectiveKey(key: string): key is DirectiveKey {
  return Object.hasOwn(directiveSchemas, key);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function propertyOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
