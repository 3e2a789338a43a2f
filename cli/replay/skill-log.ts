import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { type DirectiveKey, directiveSchemas } from "../../protocol/alexa/directives.ts";
import { PAYLOAD_VERSION, SNAPSHOT_VERSION } from "../../protocol/alexa/limits.ts";
import type { Envelope } from "../../rehearsal/replay/envelope.ts";

const keySchema = z.enum(Object.keys(directiveSchemas) as [DirectiveKey, ...DirectiveKey[]]);

/** The skill's own lines about a directive. They hold no directive, but say which one it was. */
const lineSchema = z.union([
  z.object({ message: z.literal("view"), endpointId: z.string(), sessionId: z.string() }),
  z.object({ message: z.literal("directive failed"), directive: keySchema }),
]);

/** The directive that one of the skill's own log lines is about, without what the skill never writes down. */
export function directiveOfLogLine(value: unknown): Envelope | undefined {
  const line = z.safeParse(lineSchema, value).data;
  if (line === undefined) return undefined;
  if (line.message === "view") {
    const { endpointId, sessionId } = line;
    return envelope("Alexa.RTCSessionController.InitiateSessionWithOffer", { endpoint: { endpointId } }, { sessionId });
  }
  const isOfSession = /\.Session(?:Connected|Disconnected)$/.test(line.directive);
  return envelope(line.directive, {}, isOfSession ? { sessionId: randomUUID() } : {});
}

function envelope(key: DirectiveKey, parts: object, payload: object): Envelope {
  const dot = key.lastIndexOf(".");
  const payloadVersion = key === "Alexa.SmartVision.SnapshotProvider.GetSnapshot" ? SNAPSHOT_VERSION : PAYLOAD_VERSION;
  const header = { namespace: key.slice(0, dot), name: key.slice(dot + 1), messageId: randomUUID(), payloadVersion };
  return { directive: { header, ...parts, payload } };
}

/** Whether a directive is about the user's account, and so for no endpoint. */
export function isForAccount({ directive }: Envelope): boolean {
  return ["Alexa.Discovery", "Alexa.Authorization"].includes(directive.header.namespace);
}
