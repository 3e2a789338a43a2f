import { jest } from "@jest/globals";
import * as z from "zod/mini";
import { createCameraEvents } from "../../../lambda/camera-events/camera-events.ts";
import { createDeliveries, deliveryKind } from "../../../lambda/camera-events/deliveries.ts";
import type { CameraEventsDependencies } from "../../../lambda/camera-events/dependencies.ts";
import type { Delivery } from "../../../lambda/event-gateway/gateway.ts";
import type { GatewayRegion } from "../../../lambda/event-gateway/regions.ts";
import type { FailureCode } from "../../../lambda/failure.ts";
import type { SendingRight } from "../../../lambda/state/grants.ts";
import { createMemoryState } from "../../../lambda/state/memory.ts";
import { motionKind } from "../../../lambda/state/motion.ts";
import { createPresence, presenceKind } from "../../../lambda/state/presence.ts";
import { viewerMarkKind } from "../../../lambda/state/viewer-marks.ts";
import { type ProactiveEvent, proactiveEventSchemas } from "../../../protocol/alexa/proactive-events.ts";
import type { CameraEventEntry } from "../../../protocol/camera-events/build-entries.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { cameraRecord } from "../support/fixtures.ts";
import type { Line } from "../support/plain-skill.ts";

/** When the tests begin, in epoch milliseconds. */
export const noon = Date.parse("2026-03-01T12:00:00.000Z");

/** The doorbell that Ada and Ben have. */
export const id = "front-door";

/** What was sent, and to whom. */
export interface Sent {
  readonly to: string;
  readonly event: ProactiveEvent;
}

/** An event as it came, its name first. */
export type Told = readonly [to: string, name: string];

/** All to whom an event of this name goes, as `told` has them. */
export const everybody = (name: string) => ["ada|NA", "ben|EU", "ben|NA"].map((to) => [to, name]);

let ids = 0;

/** What EventBridge makes of an entry; a new event unless an id is given. */
export function delivered({ Source, DetailType, Detail }: CameraEventEntry, change: object = {}) {
  ids += 1;
  return {
    version: "0",
    id: `event-${ids}`,
    "detail-type": DetailType,
    source: Source,
    account: "123456789012",
    time: "2026-03-01T12:00:00Z",
    region: "us-east-1",
    resources: [],
    detail: JSON.parse(Detail),
    ...change,
  };
}

/** S3's word on an object of the bucket "pictures". */
export function objectEvent(type: "Object Created" | "Object Deleted", key: string, bucket = "pictures") {
  ids += 1;
  return {
    ...{ version: "0", id: `event-${ids}`, "detail-type": type, source: "aws.s3", account: "123456789012" },
    ...{ time: "2026-03-01T12:00:00Z", region: "us-east-1", resources: [`arn:aws:s3:::${bucket}`] },
    detail: { version: "0", bucket: { name: bucket }, object: { key, sequencer: "617f08299329d189" } },
  };
}

/** A doorbell with a motion sensor that Ada and Ben have. */
export const doorbell = (change: Partial<CameraRecord> = {}): CameraRecord =>
  cameraRecord({ kind: "doorbell", motion: true, owners: ["ada", "ben"], ...change });

/** The function over memory: Ada has a grant in North America, Ben one there and one in Europe. */
export function createPlainCameraEvents(change: Partial<CameraEventsDependencies> = {}) {
  const clock = { now: noon };
  const now = () => clock.now;
  const lines: Line[] = [];
  const failed: FailureCode[] = [];
  const sent: Sent[] = [];
  const grants = new Map<string, GatewayRegion[]>([
    ["ada", ["NA"]],
    ["ben", ["NA", "EU"]],
  ]);
  const cameras = new Map([[id, doorbell()]]);
  const pictured = new Set<string>();
  /** What the bucket says of a camera's picture. */
  const bucket = { takenAt: async (_id: string): Promise<number | undefined> => undefined };
  const state = createMemoryState(now);
  const presence = state.store(presenceKind);
  const motion = state.store(motionKind);
  const marks = state.store(viewerMarkKind);
  const deliveryStore = state.store(deliveryKind);
  let messages = 0;

  const write =
    (level: Line["level"]) =>
    (message: string, fields = {}) =>
      void lines.push({ level, message, fields });

  const rightOf = (userId: string, region: GatewayRegion): SendingRight => ({
    region,
    accessToken: async () => `${userId}|${region}`,
    renewed: async () => `${userId}|${region}`,
    end: async () => {},
  });
  /** What the gateway does with an event before it takes it; throws where it does not. */
  const gateway = { outcome: async (_to: string): Promise<Delivery> => "delivered" };
  const deliver = jest.fn<CameraEventsDependencies["gateway"]["deliver"]>(async (right, build) => {
    const token = await right.accessToken(new AbortController().signal);
    const event = build(token);
    hold(event);
    const outcome = await gateway.outcome(token);
    if (outcome === "delivered") sent.push({ to: token, event });
    return outcome;
  });

  const dependencies: CameraEventsDependencies = {
    owners: { recordOf: async (id) => cameras.get(id) },
    cameraOf: async (userId, id) => {
      const record = cameras.get(id);
      if (record === undefined || !record.owners.includes(userId)) return undefined;
      const { owners: _owners, ...camera } = record;
      return { ...camera, pictured: pictured.has(id) };
    },
    presence,
    motion,
    keptOfCamera: [presence, motion, marks],
    pictures: {
      bucket: "pictures",
      kept: {
        catalogue: {
          async setPictured(id, is) {
            if (!cameras.has(id) || pictured.has(id) === is) return false;
            if (is) pictured.add(id);
            else pictured.delete(id);
            return true;
          },
        },
        objects: { takenAt: (id) => bucket.takenAt(id) },
      },
    },
    rights: { of: async (userId) => (grants.get(userId) ?? []).map((region) => rightOf(userId, region)) },
    gateway: { deliver },
    deliveries: createDeliveries(deliveryStore, now),
    announced: { events: true, snapshots: true },
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    metrics: { failed: (code) => failed.push(code) },
    messageId: () => `message-${++messages}`,
    now,
    ...change,
  };
  const cameraEvents = createCameraEvents(dependencies);
  return {
    hear: (event: unknown, remaining = 30_000) => cameraEvents(event, remaining),
    ...{ clock, lines, failed, sent, grants, cameras, bucket, gateway, deliver, deliveryStore, dependencies },
    stores: { presence, motion, marks },
    presence: createPresence(presence, now),
    /** Who was told what so far, and forgets it. */
    told: (): Told[] =>
      sent
        .splice(0)
        .map(({ to, event }): Told => [to, event.event.header.name])
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  };
}

/** Every event has to hold to its own strict schema. */
function hold(event: ProactiveEvent): void {
  const { namespace, name } = event.event.header;
  z.parse(proactiveEventSchemas[`${namespace}.${name}` as keyof typeof proactiveEventSchemas], event);
}
