import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import {
  acceptGrantFailed,
  acceptGrantResponse,
  answerGeneratedForSession,
  discoverResponse,
  errorResponse,
  sessionConnected,
  sessionDisconnected,
  stateReport,
} from "../../../protocol/alexa/build-events.ts";
import { type ErrorPayload, plainErrorTypes } from "../../../protocol/alexa/error-types.ts";
import { alexaEventSchema } from "../../../protocol/alexa/events.ts";
import { MAX_DISCOVERED_ENDPOINTS } from "../../../protocol/alexa/limits.ts";
import { answerGeneratedForSessionSchema, sessionConnectedSchema } from "../../../protocol/alexa/session-events.ts";
import { stateReportSchema } from "../../../protocol/alexa/state-report.ts";

const parts = { messageId: "5f8a426e-01e4", correlationToken: 'dFMb0z+Pgp "ä" ==', endpointId: "front-door" };
const answer = answerGeneratedForSession({ ...parts, answer: "v=0\r\n" });

const accepts = (value: unknown) => z.safeParse(alexaEventSchema, value).success;

describe("each event", () => {
  it.each([
    ["AnswerGeneratedForSession", answer],
    ["SessionConnected", sessionConnected({ ...parts, sessionId: "s" })],
    ["SessionDisconnected", sessionDisconnected({ ...parts, sessionId: "s" })],
    ["StateReport", stateReport({ ...parts, connectivity: "UNREACHABLE", at: 1_700_000_000_123.456 })],
    ["Discover.Response", discoverResponse({ messageId: "1", endpoints: [] })],
    ["AcceptGrant.Response", acceptGrantResponse({ messageId: "1" })],
    ["ErrorResponse", errorResponse({ ...parts, payload: { type: "INTERNAL_ERROR", message: "" } })],
    ["ErrorResponse", errorResponse({ messageId: "1", payload: { type: "INVALID_DIRECTIVE", message: "" } })],
    ["ErrorResponse", acceptGrantFailed({ messageId: "1", message: "no" })],
  ])("%s is built as Amazon's schema wants it", (name, event) => {
    expect(accepts(event)).toBe(true);
    expect(event.event.header).toMatchObject({ name, payloadVersion: "3" });
  });

  it("brings the correlation token back byte for byte, and leaves it out where there was none or an empty one", () => {
    expect(answer.event.header.correlationToken).toBe(parts.correlationToken);
    for (const correlationToken of [undefined, ""]) {
      const { header } = acceptGrantResponse({ messageId: "1", correlationToken }).event;
      expect(header).not.toHaveProperty("correlationToken");
    }
  });

  it.each(["", "a".repeat(128), "with_underscore", "ä"])("is refused with the message id %j", (messageId) => {
    expect(accepts(answerGeneratedForSession({ ...parts, messageId, answer: "v=0" }))).toBe(false);
  });

  it("is refused for an endpoint that could be no endpoint", () => {
    expect(accepts(sessionConnected({ ...parts, endpointId: "a/b", sessionId: "s" }))).toBe(false);
  });
});

describe("AnswerGeneratedForSession", () => {
  it.each([
    ["a sessionId beside the answer", { answer: { format: "SDP", value: "v=0" }, sessionId: "s" }],
    ["no value", { answer: { format: "SDP", value: null } }],
    ["an empty SDP", { answer: { format: "SDP", value: "" } }],
    ["another format", { answer: { format: "JSON", value: "v=0" } }],
  ])("is refused with %s", (_name, payload) => {
    const event = { event: { ...answer.event, payload } };
    expect(z.safeParse(answerGeneratedForSessionSchema, event).success).toBe(false);
  });

  it("may do without endpoint and correlation token", () => {
    const { endpoint: _endpoint, ...event } = answerGeneratedForSession({ ...parts, answer: "v=0" }).event;
    expect(z.safeParse(answerGeneratedForSessionSchema, { event }).success).toBe(true);
  });
});

describe("SessionConnected", () => {
  it("is refused with more than a sessionId", () => {
    const { event } = sessionConnected({ ...parts, sessionId: "s" });
    const more = { event: { ...event, payload: { sessionId: "s", reason: "x" } } };
    expect(z.safeParse(sessionConnectedSchema, more).success).toBe(false);
  });
});

describe("StateReport", () => {
  const report = stateReport({ ...parts, connectivity: "OK", at: 1_700_000_000_123.9 });

  it("dates its sample in UTC with at most three decimals", () => {
    expect(report.context.properties[0]?.timeOfSample).toBe("2023-11-14T22:13:20.123Z");
  });

  it.each([
    ["another time zone", { timeOfSample: "2023-11-14T22:13:20+01:00" }],
    ["a negative uncertainty", { uncertaintyInMilliseconds: -1 }],
    ["another word for it", { value: { value: "ONLINE" } }],
  ])("is refused with %s", (_name, change) => {
    const properties = [{ ...report.context.properties[0], ...change }];
    expect(z.safeParse(stateReportSchema, { ...report, context: { properties } }).success).toBe(false);
  });
});

describe("Discover.Response", () => {
  it("is not built with more endpoints than Alexa takes", () => {
    const endpoints = Array.from({ length: MAX_DISCOVERED_ENDPOINTS + 1 }, () => ({}) as never);
    expect(() => discoverResponse({ messageId: "1", endpoints })).toThrow(RangeError);
  });
});

describe("ErrorResponse", () => {
  const error = (payload: object) => errorResponse({ ...parts, payload: payload as ErrorPayload });

  it.each(plainErrorTypes)("takes %s with a message and nothing else", (type) => {
    expect(accepts(error({ type, message: "m" }))).toBe(true);
    expect(accepts(error({ type, message: "m", more: 1 }))).toBe(false);
    expect(accepts(error({ type }))).toBe(false);
  });

  const temperature = (value: number) => ({ value, scale: "CELSIUS" });
  it.each([
    ["ENDPOINT_LOW_POWER", { percentageState: 5 }],
    ["NOT_SUPPORTED_IN_CURRENT_MODE", { currentDeviceMode: "ASLEEP" }],
    ["NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", { currentChargeState: "LOW" }],
    ["VALUE_OUT_OF_RANGE", { validRange: { minimumValue: 0, maximumValue: 1 } }],
    ["TEMPERATURE_VALUE_OUT_OF_RANGE", { validRange: { minimumValue: temperature(1), maximumValue: temperature(2) } }],
  ])("demands of %s what Amazon demands", (type, extra) => {
    expect(accepts(error({ type, message: "m", ...extra }))).toBe(true);
    expect(accepts(error({ type, message: "m" }))).toBe(false);
  });

  it("is refused in the interface's own namespace, and with a context", () => {
    const event = error({ type: "INTERNAL_ERROR", message: "m" });
    const header = { ...event.event.header, namespace: "Alexa.RTCSessionController" };
    expect(accepts({ event: { ...event.event, header } })).toBe(false);
    expect(accepts({ ...event, context: {} })).toBe(false);
  });

  it("is AcceptGrant's own only in Alexa.Authorization and with its own type", () => {
    const event = acceptGrantFailed({ messageId: "1", message: "m" });
    expect(event.event.header.namespace).toBe("Alexa.Authorization");
    expect(accepts({ event: { ...event.event, payload: { type: "INTERNAL_ERROR", message: "m" } } })).toBe(false);
  });
});
