import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { asFailure, Failure, type FailureCode, failures } from "../../lambda/failure.ts";
import { errorPayloadSchema } from "../../protocol/alexa/error-types.ts";

describe("a failure", () => {
  it.each(Object.keys(failures) as FailureCode[])("%s makes a payload that Alexa takes", (code) => {
    const payload = new Failure(code).toPayload();
    expect(z.safeParse(errorPayloadSchema, payload).success).toBe(true);
    expect(payload.message).toBe(`${code}: ${failures[code].sentence}`);
  });

  it("adds its detail to the sentence", () => {
    expect(new Failure("answer-unusable", { detail: "no-ufrag" }).sentence).toMatch(/\(no-ufrag\)$/);
  });

  it("stays itself, and anything else is unexpected", () => {
    const failure = new Failure("camera-busy");
    expect(asFailure(failure)).toBe(failure);
    expect(asFailure("thrown")).toMatchObject({ code: "unexpected", cause: "thrown" });
  });
});

describe("the tests of the whole skill", () => {
  const files = [
    "failures.test.ts",
    "refused-requests.test.ts",
    "directive-failures.test.ts",
    "grants.test.ts",
    "skill-events.test.ts",
    "camera-events.test.ts",
    "snapshots/failures.test.ts",
  ];
  const tests = files.map((file) => readFileSync(new URL(file, import.meta.url), "utf8")).join("\n");

  it.each(Object.keys(failures))("bring about %s", (code) => {
    // As an argument of what holds an event to a failure, or at the head of a row of such arguments.
    expect(tests).toMatch(new RegExp(`(?:expect(?:Failure|FailureInTime|Silence)\\(|\\[)\\s*"${code}"`));
  });
});
