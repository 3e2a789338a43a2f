import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import type { Handler } from "../../lambda/index.ts";
import { answerGeneratedForSessionSchema } from "../../protocol/alexa/session-events.ts";
import { decodeBase64 } from "../../protocol/signaling/base64.ts";
import { wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import { UNKNOWN_OPERATION_BODY } from "../../rehearsal/signaling-service/http/unknown-operation.ts";
import { endpointMoves, unknownOperation } from "../../rehearsal/signaling-service/index.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { cameraAnswer, echoOffer } from "./support/fixtures.ts";
import { type RehearsedSkill, startRehearsedSkill, unhurried } from "./support/rehearsed-skill.ts";

let skill: RehearsedSkill;
let handler: Handler;
let output: CapturedOutput;
const offers: { payload: string; clientId: string }[] = [];

beforeAll(async () => {
  skill = await startRehearsedSkill();
  const json = await skill.camera("json-camera");
  const sdp = await skill.camera("sdp-camera", { offerFormat: "sdp" });
  await skill.writeCameras([json, sdp]);
  for (const camera of [json, sdp]) {
    await skill.connectMaster(camera.channelArn, (offer) => {
      offers.push(offer);
      return wrapSessionDescription("answer", cameraAnswer.replaceAll("\r\n", "\n"), camera.offerFormat);
    });
  }
  output = captureOutput();
  handler = skill.coldHandler();
});
const forget = () => {
  output.clear();
  offers.length = 0;
  skill.events.length = 0;
};
beforeEach(forget);
afterAll(async () => {
  output.restore();
  await skill.stop();
});

const view = (endpointId = "json-camera") => skill.directive("initiate-session.echo-show", { endpointId });

describe("a view", () => {
  it("brings the camera's answer to Alexa and the offer to the camera, unchanged but for line ends", async () => {
    const event = z.parse(answerGeneratedForSessionSchema, await handler(view(), unhurried));
    expect(event.event.payload.answer).toEqual({ format: "SDP", value: cameraAnswer });
    expect(event.event.header.correlationToken).toBe(view().directive.header.correlationToken);
    expect(event.event.endpoint).toEqual({ endpointId: "json-camera" });
    expect(JSON.parse(decodeBase64(offers[0]?.payload ?? "") ?? "")).toEqual({ type: "offer", sdp: echoOffer });
  });

  it("wraps the offer as bare SDP for a camera that wants it so", async () => {
    z.parse(answerGeneratedForSessionSchema, await handler(view("sdp-camera"), unhurried));
    expect(decodeBase64(offers[0]?.payload ?? "")).toBe(echoOffer);
  });

  it("names the sender by session and attempt", async () => {
    await handler(view(), unhurried);
    expect(offers[0]?.clientId).toBe(`${view().directive.payload.sessionId}.1`);
  });

  it("tolerates keys that Amazon adds", async () => {
    const event = await handler(
      skill.directive("initiate-session.extra-keys", { endpointId: "json-camera" }),
      unhurried,
    );
    expect(event.event.header.name).toBe("AnswerGeneratedForSession");
  });

  it("costs one call to KVS when the environment is warm", async () => {
    await handler(view(), unhurried);
    skill.events.length = 0;
    await handler(view(), unhurried);
    expect(skill.calls()).toMatchObject([{ operation: "SendAlexaOfferToMaster", status: 200 }]);
  });

  it("is logged once, with every stage in order, and measured", async () => {
    const before = performance.timeOrigin + performance.now();
    await handler(view(), unhurried);
    const [line, ...more] = output.logged("view");
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      sessionId: view().directive.payload.sessionId,
      endpointId: "json-camera",
      outcome: "answered",
      attempts: 1,
    });
    const { stages, startedAt } = line as { stages: Record<string, number>; startedAt: number };
    expect(Object.keys(stages)).toEqual([
      "account",
      "registry",
      "endpointLookup",
      "offerSent",
      "answerBack",
      "answerEvent",
    ]);
    expect(Object.values(stages)).toEqual(Object.values(stages).toSorted((a, b) => a - b));
    // Of the same kind: epoch milliseconds.
    expect(Math.abs(startedAt - before)).toBeLessThan(10_000);
    expect(output.lines().filter((entry) => "ViewAnswerTime" in entry)).toHaveLength(1);
  });

  it("notes the harmless breaches of rules by name alone", async () => {
    await handler(view(), unhurried);
    expect(output.logged("view")[0]?.warnings).toContain("component-2-with-rtcp-mux");
  });
});

describe("a channel whose endpoint has moved", () => {
  beforeEach(async () => {
    // One that remembers the endpoint as it was.
    handler = skill.coldHandler();
    await handler(view(), unhurried);
    forget();
  });

  for (const stale of ["unknown-operation", "not-found"] as const) {
    it(`is looked up afresh and offered to again under a new client id (${stale})`, async () => {
      const restore = skill.service.behave(endpointMoves(stale));
      try {
        const event = await handler(view(), unhurried);
        expect(event.event.header.name).toBe("AnswerGeneratedForSession");
        expect(offers.map(({ clientId }) => clientId)).toEqual([`${view().directive.payload.sessionId}.2`]);
        expect(output.logged("view").at(-1)).toMatchObject({ outcome: "answered", attempts: 2 });
      } finally {
        restore();
      }
    });
  }

  it.each([
    ["does not know the operation", { do: "reply", status: 200, body: UNKNOWN_OPERATION_BODY }],
    ["is not found", { do: "reply", status: 404, body: { __type: "ResourceNotFoundException" } }],
  ] as const)("gets its offer by a second attempt when the first one's endpoint %s", async (_name, interference) => {
    let calls = 0;
    const restore = skill.service.behave({
      name: "first call only",
      beforeOperation: ({ operation }) => {
        if (operation !== "SendAlexaOfferToMaster") return undefined;
        calls += 1;
        return calls === 1 ? interference : undefined;
      },
    });
    try {
      await handler(view(), unhurried);
      expect(offers.map(({ clientId }) => clientId)).toEqual([`${view().directive.payload.sessionId}.2`]);
      expect(skill.calls().map(({ operation }) => operation)).toEqual([
        "SendAlexaOfferToMaster",
        "GetSignalingChannelEndpoint",
        "SendAlexaOfferToMaster",
      ]);
      expect(output.logged("view")).toMatchObject([{ outcome: "answered", attempts: 2 }]);
    } finally {
      restore();
    }
  });

  it("fails when the fresh endpoint doesn't know the operation either", async () => {
    const restore = skill.service.behave(unknownOperation());
    try {
      const event = await handler(view(), unhurried);
      expect(event.event.header.name).toBe("ErrorResponse");
      expect(output.logged("view")).toMatchObject([
        { outcome: "kvs-unreachable", attempts: 2, cause: { name: "UnknownOperation" } },
      ]);
    } finally {
      restore();
    }
  });
});
