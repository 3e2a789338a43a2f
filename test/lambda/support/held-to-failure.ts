import { expect } from "@jest/globals";
import * as z from "zod/mini";
import { type FailureCode, failures } from "../../../lambda/failure.ts";
import { alexaEventSchema } from "../../../protocol/alexa/events.ts";
import type { CapturedOutput } from "./captured-output.ts";
import { errorOf } from "./rehearsed-skill.ts";

/** The errors that interfaces tell in their own words. */
const ownNamespaces: Readonly<Record<string, string>> = {
  ACCEPT_GRANT_FAILED: "Alexa.Authorization",
  DISABLED_BY_USER: "Alexa.SmartVision.SnapshotProvider",
};

/**
 * Holds an event to a failure: what Alexa is told, what the log and the metrics say, and that none of them tells a
 * secret. Gives the message that Alexa gets.
 */
export function heldToFailure(
  code: FailureCode,
  answer: unknown,
  output: CapturedOutput,
  secrets: readonly string[],
): string {
  const { alexaType, sentence } = failures[code];
  const error = errorOf(z.parse(alexaEventSchema, answer));
  expect(error).toMatchObject({ namespace: ownNamespaces[alexaType] ?? "Alexa", type: alexaType });
  expect(error?.message).toContain(`${code}: ${sentence}`);

  const line = output.lines().findLast((entry) => "sentence" in entry);
  expect(line).toMatchObject({ code, level: alexaType === "INTERNAL_ERROR" ? "ERROR" : "WARN" });
  expect(line?.sentence).toContain(sentence);
  expect(output.lines().findLast((entry) => "Failure" in entry)).toMatchObject({ Failure: 1, code });

  const written = output.text() + JSON.stringify(answer);
  for (const secret of secrets) expect(written).not.toContain(secret);
  return error?.message ?? "";
}
