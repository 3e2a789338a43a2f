import { RefusedByAlexa } from "../alexa-cloud/index.ts";
import { LambdaError } from "../lambda-runtime/index.ts";
import type { SessionReport } from "./calls.ts";

/** Why there is no picture although the skill answered, by what the browser reports. */
export const browserFailures: Readonly<Record<(SessionReport & { event: "failed" })["reason"], string>> = {
  "answer-refused": "The Echo could not use the camera's answer: look at the verdicts below.",
  "never-connected":
    "The camera answered, and no connection came of it: look at the candidates of both sides, and that the camera is still there.",
  "no-picture":
    "The connection is up and no picture came over it: see that the camera sends H.264 with a keyframe first.",
  lost: "The camera's pictures stopped: it lost its power or its network, or ended the session itself.",
};

/** Says that Alexa had given up. */
export function tooLate(milliseconds: number): string {
  return `The skill replied after ${(milliseconds / 1_000).toFixed(1)} s, and Alexa had given up after 6 s.`;
}

/** Why there is no reply at all. A handler's own error may quote anything, so only its kind is told. */
export function brokenSkill(thrown: unknown): string {
  if (thrown instanceof RefusedByAlexa) return `Alexa cannot use what the skill replied: ${thrown.message}.`;
  if (thrown instanceof LambdaError) return `The skill's function failed (${thrown.errorType}): look at its log.`;
  return "The skill's function gave no reply: look at its log.";
}

/** The message of our errors is the failure's code and its sentence; another skill's is a sentence alone. */
export function splitCode(message: string): { code?: string; sentence: string } {
  const [, code, sentence] = /^([a-z]+(?:-[a-z]+)*): (.+)$/s.exec(message) ?? [];
  return code === undefined || sentence === undefined ? { sentence: message } : { code, sentence };
}
