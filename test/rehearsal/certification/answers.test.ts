import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Handler } from "../../../lambda/index.ts";
import { type CertificationTarget, FunctionFailed } from "../../../rehearsal/certification/target.ts";
import { type CapturedOutput, captureOutput } from "../../lambda/support/captured-output.ts";
import { owner, type RehearsedSkill, startRehearsedSkill, unhurried } from "../../lambda/support/rehearsed-skill.ts";
import { certifyItem, certifyItems, plainTarget } from "./support/certify.ts";

// Each item is run twice: against the skill, which passes, and against the skill with one thing wrong, which must not.

// biome-ignore lint/suspicious/noExplicitAny: tests take answers apart and break them.
type Loose = any;

let skill: RehearsedSkill;
let handler: Handler;
let output: CapturedOutput;

beforeAll(async () => {
  output = captureOutput();
  skill = await startRehearsedSkill();
  const camera = await skill.camera("front-door", { kind: "doorbell" });
  await skill.connectMaster(camera.channelArn);
  await skill.writeCameras([camera]);
  handler = skill.coldHandler();
});
afterAll(async () => {
  await skill.stop();
  output.restore();
});

/** The skill as a target; `spoil` changes what it answers to a directive of that name. */
function target(spoil: (event: Loose, name: string) => unknown = (event) => event): CertificationTarget {
  const { login, token } = skill;
  const send = async (message: Loose) => {
    // What Lambda hands in has gone through JSON.
    const event = JSON.parse(JSON.stringify(await handler(message, unhurried)));
    return spoil(event, message?.directive?.header?.name);
  };
  return plainTarget(send, {
    accessToken: () => token,
    abilities: {
      tokens: {
        expired: () => login.issueToken({ userId: owner, expiresInSeconds: 0 }),
        ofAnotherClient: () => login.issueToken({ userId: owner, clientId: "amzn1.application-oa2-client.another" }),
        ofAnotherUser: () => login.issueToken({ userId: "amzn1.account.STRANGER" }),
      },
    },
  });
}

const automatic = [
  "discovery",
  "manufacturer-and-model",
  "camera-by-webrtc",
  "nothing-withdrawn",
  "talk-flag",
  "health-announced",
  "token-invalid",
  "token-expired",
  "token-of-another-client",
  "token-missing",
  "token-wrong-for-view",
  "foreign-camera",
  "grant-refused",
  "state-report",
  "view-answered",
  "answer-by-the-rules",
  "session-connected",
  "session-disconnected",
  "unknown-endpoint",
  "offer-refused",
  "unknown-directive",
  "malformed-directive",
];

/** What is done to an answer, and what the item says of it. */
type Spoiled = readonly [item: string, spoil: (event: Loose, name: string) => unknown, message: RegExp];

const only = (wanted: string, change: (event: Loose) => void) => (event: Loose, name: string) => {
  if (name === wanted) change(event);
  return event;
};
const endpoint = (change: (endpoint: Loose) => void) =>
  only("Discover", ({ event }) => (event.payload.endpoints ?? []).forEach(change));
const withoutInterface = (name: string) =>
  endpoint((each) => {
    each.capabilities = each.capabilities.filter((capability: Loose) => capability.interface !== name);
  });
const asError = (type: string) => (event: Loose) => {
  if (event.event.header.name === "ErrorResponse") event.event.payload.type = type;
  return event;
};
const taken = (event: Loose, name: string) =>
  name === "Discover" ? event : { event: { header: { name: "Response" }, payload: {} } };

const spoiled: readonly Spoiled[] = [
  [
    "discovery",
    endpoint((each) => {
      each.secret = "key";
    }),
    /breaks a rule at event.payload.endpoints.0/,
  ],
  [
    "discovery",
    only("Discover", ({ event }) => {
      event.payload.endpoints = [];
    }),
    /brings no camera/,
  ],
  [
    "discovery",
    endpoint((each) => {
      each.displayCategories = ["DOORBELL", "CAMERA"];
    }),
    /displayCategories/,
  ],
  [
    "manufacturer-and-model",
    endpoint((each) => {
      delete each.additionalAttributes;
    }),
    /names no manufacturer/,
  ],
  ["camera-by-webrtc", withoutInterface("Alexa.RTCSessionController"), /has no WebRTC/],
  [
    "nothing-withdrawn",
    endpoint((each) => {
      each.capabilities.push({ interface: "Alexa.MediaMetadata" });
    }),
    /Alexa.MediaMetadata, which Amazon withdrew/,
  ],
  ["talk-flag", withoutInterface("Alexa.RTCSessionController"), /no Alexa.RTCSessionController/],
  ["health-announced", withoutInterface("Alexa.EndpointHealth"), /announces no health/],
  ["camera-before-doorbell", (event) => event, /does not announce Alexa.DoorbellEventSource/],
  [
    "token-invalid",
    asError("INTERNAL_ERROR"),
    /INVALID_AUTHORIZATION_CREDENTIAL was to be answered to Discover, and the skill answered INTERNAL_ERROR/,
  ],
  ["token-expired", asError("INVALID_AUTHORIZATION_CREDENTIAL"), /EXPIRED_AUTHORIZATION_CREDENTIAL was to be answered/],
  [
    "token-of-another-client",
    () => ({ event: { header: { name: "Discover.Response" }, payload: {} } }),
    /answered Discover.Response/,
  ],
  [
    "token-missing",
    () => {
      throw new FunctionFailed("the function failed with TypeError");
    },
    /instead of an answer to Discover, the function failed with TypeError/,
  ],
  ["token-wrong-for-view", taken, /answered Response/],
  ["foreign-camera", asError("INSUFFICIENT_PERMISSIONS"), /NO_SUCH_ENDPOINT was to be answered to ReportState/],
  [
    "grant-refused",
    (event) => {
      event.event.header.namespace = "Alexa";
      return event;
    },
    /ACCEPT_GRANT_FAILED in the namespace Alexa.Authorization/,
  ],
  [
    "state-report",
    only("ReportState", ({ context }) => {
      context.properties = [];
    }),
    /breaks a rule at context.properties/,
  ],
  [
    "state-report",
    only("ReportState", ({ event }) => {
      event.header.correlationToken = "another";
    }),
    /does not give the directive's correlationToken back/,
  ],
  [
    "view-answered",
    only("InitiateSessionWithOffer", ({ event }) => {
      event.payload.sessionId = "echoed";
    }),
    /breaks a rule at event.payload/,
  ],
  ["view-answered", () => null, /is no event at all/],
  [
    "answer-by-the-rules",
    only("InitiateSessionWithOffer", ({ event }) => {
      event.payload.answer.value = event.payload.answer.value.replace(/a=candidate.*\r\n/g, "");
    }),
    /answer-without-candidates/,
  ],
  [
    "session-connected",
    only("SessionConnected", ({ event }) => {
      event.payload.sessionId = "another";
    }),
    /names another session/,
  ],
  [
    "session-disconnected",
    only("SessionDisconnected", ({ event }) => {
      event.payload.sessionId = "another";
    }),
    /names another session/,
  ],
  ["unknown-endpoint", asError("ENDPOINT_UNREACHABLE"), /NO_SUCH_ENDPOINT was to be answered/],
  ["offer-refused", asError("INTERNAL_ERROR"), /INVALID_VALUE was to be answered/],
  ["unknown-directive", taken, /INVALID_DIRECTIVE was to be answered to Alexa.PowerController.TurnOn/],
  [
    "malformed-directive",
    asError("INTERNAL_ERROR"),
    /INVALID_DIRECTIVE was to be answered to ReportState without an endpoint/,
  ],
];

describe("the skill held against the list, from its handler on", () => {
  it("passes what needs neither a picture nor anything beside its answers", async () => {
    const results = await certifyItems(target(), ...automatic);
    expect(results.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(results).toHaveLength(automatic.length);
  });

  it.each(spoiled)("fails %s when an answer is not as it should be", async (id, spoil, message) => {
    expect(await certifyItem(target(spoil), id)).toMatchObject({
      outcome: "fail",
      message: expect.stringMatching(message),
    });
  });

  it("has said nothing of a token or an SDP in any message", async () => {
    const results = await Promise.all(spoiled.map(([id, spoil]) => certifyItem(target(spoil), id)));
    const said = JSON.stringify(results);
    for (const secret of [skill.token, "v=0", "a=candidate", "ice-pwd"]) expect(said).not.toContain(secret);
  });
});
