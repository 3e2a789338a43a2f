import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { discoveryEndpointOf } from "../../../protocol/alexa/build-discovery-endpoint.ts";
import {
  type Addressed,
  addOrUpdateReports,
  connectivityChanged,
  deleteReports,
  doorbellPress,
  motionChanged,
} from "../../../protocol/alexa/build-proactive-events.ts";
import { halvesOf } from "../../../protocol/alexa/halve-report.ts";
import { type ProactiveEvent, proactiveEventSchemas } from "../../../protocol/alexa/proactive-events.ts";
import { cameraRecordSchema } from "../../../protocol/camera-record.ts";

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
});
const endpoint = discoveryEndpointOf(camera, { events: true });
const endpoints = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...endpoint, endpointId: `camera-${index}` }));

const parts = { messageId: "5f8a426e-01e4", endpointId: "front-door", at: 1_700_000_000_123 };
function counter(): () => string {
  let count = 0;
  return () => `message-${++count}`;
}

function check(event: ProactiveEvent): void {
  const { namespace, name } = event.event.header;
  const schema = proactiveEventSchemas[`${namespace}.${name}` as keyof typeof proactiveEventSchemas];
  expect(z.safeParse(schema, event).error?.issues).toBeUndefined();
}

const scope = { type: "BearerToken", token: "Atza|1" };

describe("an event that nobody asked for", () => {
  const [added] = addOrUpdateReports({ newMessageId: counter(), endpoints: endpoints(2) });
  const [deleted] = deleteReports({ newMessageId: counter(), endpointIds: ["front-door"] });
  it.each<[string, Addressed | undefined]>([
    ["DoorbellPress", doorbellPress(parts)],
    ["ChangeReport", motionChanged({ ...parts, motion: "DETECTED", connectivity: "OK" })],
    ["ChangeReport", connectivityChanged({ ...parts, connectivity: "UNREACHABLE" })],
    ["ChangeReport", connectivityChanged({ ...parts, connectivity: "OK", motion: "NOT_DETECTED" })],
    ["AddOrUpdateReport", added],
    ["DeleteReport", deleted],
  ])("%s is built as its schema wants it, for any token and with the same id", (name, build) => {
    const [first, second] = [build?.("Atza|1"), build?.("Atza|2")];
    if (first === undefined || second === undefined) throw new Error("there is no event");
    check(first);
    expect(first.event.header.name).toBe(name);
    expect(first.event.header).not.toHaveProperty("correlationToken");
    expect(JSON.stringify(second)).toBe(JSON.stringify(first).replace("Atza|1", "Atza|2"));
  });
});

describe("DoorbellPress", () => {
  it("tells the press in whole seconds", () => {
    expect(doorbellPress(parts)("Atza|1")).toEqual({
      context: {},
      event: {
        header: {
          namespace: "Alexa.DoorbellEventSource",
          name: "DoorbellPress",
          messageId: parts.messageId,
          payloadVersion: "3",
        },
        endpoint: { scope, endpointId: "front-door" },
        payload: { cause: { type: "PHYSICAL_INTERACTION" }, timestamp: "2023-11-14T22:13:20Z" },
      },
    });
  });
});

describe("ChangeReport", () => {
  it("tells motion in the payload, and that the camera is connected in the context", () => {
    const { event, context } = motionChanged({ ...parts, motion: "DETECTED", connectivity: "OK" })("Atza|1");
    expect(event.endpoint).toEqual({ scope, endpointId: "front-door" });
    expect(event.payload.change.properties).toMatchObject([{ name: "detectionState", value: "DETECTED" }]);
    expect(context.properties).toMatchObject([{ name: "connectivity", value: { value: "OK" } }]);
  });

  it("tells connectivity in the payload, and motion in the context of a camera that has a sensor", () => {
    const report = connectivityChanged({ ...parts, connectivity: "UNREACHABLE", motion: "NOT_DETECTED" })("Atza|1");
    expect(report.event.payload.change.properties).toMatchObject([{ value: { value: "UNREACHABLE" } }]);
    expect(report.context.properties).toMatchObject([{ name: "detectionState", value: "NOT_DETECTED" }]);
    expect(connectivityChanged({ ...parts, connectivity: "OK" })("Atza|1").context.properties).toEqual([]);
  });
});

describe("reports of many endpoints", () => {
  it("are made of at most 300 that are new or changed", () => {
    const reports = addOrUpdateReports({ newMessageId: counter(), endpoints: endpoints(601) });
    const built = reports.map((build) => build("Atza|1"));
    for (const report of built) check(report);
    expect(built.map(({ event }) => event.payload.endpoints.length)).toEqual([300, 300, 1]);
    expect(built.map(({ event }) => event.header.messageId)).toEqual(["message-1", "message-2", "message-3"]);
    expect(addOrUpdateReports({ newMessageId: counter(), endpoints: [] })).toEqual([]);
  });

  it("are made of at most 30 that are gone", () => {
    const endpointIds = endpoints(61).map(({ endpointId }) => endpointId);
    const built = deleteReports({ newMessageId: counter(), endpointIds }).map((build) => build("Atza|1"));
    for (const report of built) check(report);
    expect(built.map(({ event }) => event.payload.endpoints.length)).toEqual([30, 30, 1]);
    expect(built.flatMap(({ event }) => event.payload.endpoints.map(({ endpointId }) => endpointId))).toEqual(
      endpointIds,
    );
  });
});

describe("half a report", () => {
  const [report] = deleteReports({ newMessageId: counter(), endpointIds: ["a", "b", "c"] });
  const halves = report && halvesOf(report("Atza|1"));

  it("has its share of the endpoints, an id of its own, and whatever token it is sent with", () => {
    const built = (halves ?? []).map((build) => build("Atza|2"));
    for (const half of built) check(half);
    expect(built.map(({ event }) => [event.header.messageId, event.payload])).toEqual([
      ["message-1-1", { endpoints: [{ endpointId: "a" }, { endpointId: "b" }], scope: { ...scope, token: "Atza|2" } }],
      ["message-1-2", { endpoints: [{ endpointId: "c" }], scope: { ...scope, token: "Atza|2" } }],
    ]);
  });

  it("cannot be made of one endpoint, or of an event that is no report of several", () => {
    expect(halves?.[1] && halvesOf(halves[1]("Atza|1"))).toBeUndefined();
    expect(halvesOf(doorbellPress(parts)("Atza|1"))).toBeUndefined();
  });
});
