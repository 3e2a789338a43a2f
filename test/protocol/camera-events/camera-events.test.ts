import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import {
  type CameraEventEntry,
  cameraAdded,
  cameraChanged,
  cameraOffline,
  cameraOnline,
  cameraRemoved,
  doorbellPressed,
  motionEnded,
  motionStarted,
} from "../../../protocol/camera-events/build-entries.ts";
import { cameraEventTypes } from "../../../protocol/camera-events/details.ts";
import { cameraEventEntrySchema } from "../../../protocol/camera-events/entry.ts";
import { parseEvent } from "../../../protocol/camera-events/parse-event.ts";
import { cameraIdOf, cameraSourceOf } from "../../../protocol/camera-events/source.ts";

const at = Date.parse("2026-03-01T12:00:00.250Z");
const entries = [
  doorbellPressed("front-door", at),
  motionStarted("front-door", at),
  motionEnded("front-door", at),
  cameraOnline("front-door", at, { nextWithinSeconds: 120 }),
  cameraOffline("front-door", at),
  cameraAdded("front-door", at),
  cameraChanged("front-door", at),
  cameraRemoved("front-door", at, ["amzn1.account.OWNER"]),
];

/** What EventBridge makes of an entry. */
function delivered({ Source, DetailType, Detail }: CameraEventEntry, change: object = {}): object {
  return {
    version: "0",
    id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
    "detail-type": DetailType,
    source: Source,
    account: "123456789012",
    time: "2026-03-01T12:00:01Z",
    region: "us-east-1",
    resources: [],
    detail: JSON.parse(Detail),
    ...change,
  };
}

describe("what a camera puts", () => {
  it("has a builder for each type of event", () => {
    expect(entries.map(({ DetailType }) => DetailType)).toEqual(cameraEventTypes);
  });

  it.each(entries.map((entry) => [entry.DetailType, entry] as const))("holds to its schema: %s", (_type, entry) => {
    expect(z.safeParse(cameraEventEntrySchema, entry).success).toBe(true);
    expect(JSON.parse(entry.Detail).at).toBe("2026-03-01T12:00:00.250Z");
  });

  it.each<[string, object]>([
    ["another source", { Source: "doorbell.front-door" }],
    ["an id that no record has", { Source: "camera.front.door" }],
    ["a type that is none", { DetailType: "Doorbell Rung" }],
    ["a detail that is no JSON", { Detail: "{" }],
    ["a detail that is no object", { Detail: "[]" }],
    ["a field too many in its detail", { Detail: '{"id":"back-door"}' }],
    ["a time without its zone", { Detail: '{"at":"2026-03-01T12:00:00"}' }],
    ["a key too many", { Resources: [] }],
  ])("does not, with %s", (_name, change) => {
    expect(z.safeParse(cameraEventEntrySchema, { ...doorbellPressed("front-door", at), ...change }).success).toBe(
      false,
    );
  });

  it.each([0, 1.5, 86_401, "60"])("may not promise the next heartbeat within %j seconds", (nextWithinSeconds) => {
    const entry = { ...cameraOnline("front-door", at), Detail: JSON.stringify({ nextWithinSeconds }) };
    expect(z.safeParse(cameraEventEntrySchema, entry).success).toBe(false);
  });
});

describe("what EventBridge delivers", () => {
  it.each(entries.map((entry) => [entry.DetailType, entry] as const))("is read: %s", (_type, entry) => {
    expect(parseEvent(delivered(entry))).toMatchObject({
      outcome: "camera",
      cameraId: "front-door",
      event: { "detail-type": entry.DetailType, detail: JSON.parse(entry.Detail) },
    });
  });

  it("says which camera it is by its source, whatever its detail says", () => {
    const detail = { id: "back-door", cameraId: "back-door", endpointId: "back-door", source: "camera.back-door" };
    expect(parseEvent(delivered(doorbellPressed("front-door", at), { detail }))).toMatchObject({
      outcome: "camera",
      cameraId: "front-door",
      event: { detail: {} },
    });
  });

  it("may say more than this skill reads", () => {
    const more = { "trace-header": "x", detail: { confidence: 0.9 } };
    expect(parseEvent(delivered(motionStarted("front-door", at), more))).toMatchObject({ outcome: "camera" });
  });

  it.each<[string, unknown]>([
    ["no event at all", "Doorbell Pressed"],
    ["nothing", null],
    ["an event without a source", { "detail-type": "Doorbell Pressed" }],
    ["another service's", delivered(doorbellPressed("front-door", at), { source: "aws.ec2" })],
    ["another program's", delivered(doorbellPressed("front-door", at), { source: "front-door" })],
    ["a camera without an id", delivered(doorbellPressed("front-door", at), { source: "camera." })],
    ["an id that no record has", delivered(doorbellPressed("front-door", at), { source: "camera.front/door" })],
    ["an id that is too long", delivered(doorbellPressed("front-door", at), { source: `camera.${"a".repeat(257)}` })],
  ])("is foreign: %s", (_name, event) => {
    expect(parseEvent(event)).toEqual({ outcome: "foreign" });
  });

  it.each<[string, object, string]>([
    ["an unknown type", { "detail-type": "Doorbell Rung" }, "detail-type"],
    ["no id", { id: undefined }, "id"],
    ["a time that is none", { time: "2026-13-01T12:00:00Z" }, "time"],
    ["a detail that is text", { detail: "{}" }, "detail"],
    ["a wrong time in its detail", { detail: { at: 1772366400250 } }, "detail.at"],
  ])("is malformed, and the field is named: %s", (_name, change, field) => {
    expect(parseEvent(delivered(doorbellPressed("front-door", at), change))).toEqual({ outcome: "malformed", field });
  });

  it("is malformed when a removal does not say who lost the camera", () => {
    const event = delivered(cameraRemoved("front-door", at, ["a"]), { detail: { userIds: [] } });
    expect(parseEvent(event)).toEqual({ outcome: "malformed", field: "detail.userIds" });
  });

  it("is S3's word on an object too", () => {
    const object = delivered(doorbellPressed("front-door", at), {
      source: "aws.s3",
      "detail-type": "Object Created",
      detail: { version: "0", bucket: { name: "pictures" }, object: { key: "front-door.jpg", size: 5 } },
    });
    expect(parseEvent(object)).toMatchObject({
      outcome: "object",
      event: { detail: { bucket: { name: "pictures" }, object: { key: "front-door.jpg" } } },
    });
    expect(parseEvent({ ...object, detail: {} })).toEqual({ outcome: "malformed", field: "detail.bucket" });
    expect(parseEvent({ ...object, "detail-type": "Object Restore Completed" })).toMatchObject({
      outcome: "malformed",
    });
  });
});

it("a camera's source is its id after a fixed word, and back", () => {
  expect(cameraSourceOf("front-door_2")).toBe("camera.front-door_2");
  expect(cameraIdOf("camera.front-door_2")).toBe("front-door_2");
});
