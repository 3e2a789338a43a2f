import * as z from "zod/mini";
import { discoveryEndpointOf } from "../../../../protocol/alexa/build-discovery-endpoint.ts";
import * as replyBuilders from "../../../../protocol/alexa/build-events.ts";
import * as proactiveBuilders from "../../../../protocol/alexa/build-proactive-events.ts";
import * as snapshotBuilders from "../../../../protocol/alexa/build-snapshot-events.ts";
import { alexaEventSchema } from "../../../../protocol/alexa/events.ts";
import { proactiveEventSchemas } from "../../../../protocol/alexa/proactive-events.ts";
import { cameraRecordSchema } from "../../../../protocol/camera-record.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests take events apart and break them.
export type Broken = any;

const { owners: _owners, ...camera } = z.parse(cameraRecordSchema, {
  id: "front-door",
  name: "Front door",
  kind: "doorbell",
  talk: true,
  motion: true,
  channelArn: "arn:aws:kinesisvideo:eu-west-1:123456789012:channel/front-door/1700000000000",
  owners: ["amzn1.account.A"],
  manufacturer: "Acme",
  model: "One",
  serialNumber: "1",
  firmwareVersion: "1",
});
/** What discovery tells of the camera of the samples. */
export const endpoints = [discoveryEndpointOf({ ...camera, pictured: true }, { events: true, snapshots: true })];

/** The names of the builders that the samples are from. */
export const usedBuilders = new Set<string>();
const build = new Proxy(
  { ...replyBuilders, ...proactiveBuilders, ...snapshotBuilders },
  {
    get(builders, name, receiver) {
      usedBuilders.add(String(name));
      return Reflect.get(builders, name, receiver);
    },
  },
);

const at = 1_700_000_000_123;
const reply = { messageId: "m", correlationToken: "c", endpointId: "front-door" };
const event = { messageId: "m", endpointId: "front-door", at };
const reports = { newMessageId: () => "m", endpoints, endpointIds: ["front-door"] };

/** Each event that is sent, by a name of its own. Those that come unasked end in a token. */
export const events: Record<string, Broken> = {
  AnswerGeneratedForSession: build.answerGeneratedForSession({ ...reply, answer: "v=0" }),
  SessionConnected: build.sessionConnected({ ...reply, sessionId: "s" }),
  SessionDisconnected: build.sessionDisconnected({ ...reply, sessionId: "s" }),
  StateReport: build.stateReport({ ...reply, connectivity: "OK", motion: "DETECTED", at }),
  "Discover.Response": build.discoverResponse({ messageId: "m", endpoints }),
  "AcceptGrant.Response": build.acceptGrantResponse({ messageId: "m" }),
  ErrorResponse: build.errorResponse({ ...reply, payload: { type: "ENDPOINT_BUSY", message: "m" } }),
  "Alexa.Authorization's ErrorResponse": build.acceptGrantFailed({ messageId: "m", message: "m" }),
  Snapshot: build.snapshot({ ...reply, uri: "https://example.com/a", expiresAt: at, takenAt: at }),
  "Snapshot's ErrorResponse": build.snapshotErrorResponse({
    ...reply,
    payload: { type: "DISABLED_BY_USER", message: "m" },
  }),
  DoorbellPress: build.doorbellPress(event)("t"),
  "ChangeReport of motion": build.motionChanged({ ...event, motion: "DETECTED", connectivity: "OK" })("t"),
  "ChangeReport of connectivity": build.connectivityChanged({ ...event, connectivity: "OK", motion: "DETECTED" })("t"),
  AddOrUpdateReport: build.addOrUpdateReports(reports)[0]?.("t"),
  DeleteReport: build.deleteReports(reports)[0]?.("t"),
};
/** The names of all. */
export const names = Object.keys(events);
/** Of those that nobody asked for. */
export const unasked = names.slice(names.indexOf("DoorbellPress"));
/** Of those that answer a directive. */
export const replies = names.slice(0, names.indexOf("DoorbellPress"));

/** Whether the strict schema of such an event takes it. */
export function accepts(candidate: Broken): boolean {
  const { namespace, name } = candidate.event?.header ?? {};
  const key = `${namespace}.${name}` as keyof typeof proactiveEventSchemas;
  return z.safeParse(proactiveEventSchemas[key] ?? alexaEventSchema, candidate).success;
}

/** The event with another value in the place that a path such as `event.header.name` names; undefined takes it out. */
export function having(name: string, path: string, value: unknown): Broken {
  const copy = structuredClone(events[name]);
  const keys = path.split(".");
  const last = keys.pop() as string;
  const parent = keys.reduce((object, key) => object[key], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

/** The paths of all objects in an event, and of all their keys. */
export function pathsIn(value: unknown, path = ""): { objects: string[]; keys: string[] } {
  const found: { objects: string[]; keys: string[] } = { objects: [], keys: [] };
  if (typeof value !== "object" || value === null) return found;
  if (!Array.isArray(value)) found.objects.push(path);
  for (const [key, item] of Object.entries(value)) {
    const below = pathsIn(item, `${path}${key}.`);
    if (!Array.isArray(value)) found.keys.push(`${path}${key}`);
    found.objects.push(...below.objects);
    found.keys.push(...below.keys);
  }
  return found;
}
