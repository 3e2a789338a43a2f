import { expect, it } from "@jest/globals";
import { closest } from "../../../rehearsal/signaling-service/closest.ts";

const words = ["answer-late", "answer-null", "hang", "throttle"];

it.each([
  ["trottle", "throttle"],
  ["answer-nul", "answer-null"],
  ["answer-lat", "answer-late"],
  ["thr", "throttle"],
  ["hnag", undefined],
  ["bang", undefined],
  ["hag", "hang"],
  ["answer", undefined],
  ["", undefined],
  ["something-else", undefined],
])("%j is taken for %j", (word, meant) => {
  expect(closest(word, words)).toBe(meant);
});
