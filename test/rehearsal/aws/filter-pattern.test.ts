import { describe, expect, it } from "@jest/globals";
import { readFilterPattern } from "../../../rehearsal/aws/filter-pattern.ts";

const lines = [
  '{"level":"INFO","message":"a user has no camera","userId":"amzn1.account.ONE"}',
  "ERROR disk full",
  "full",
];
const found = (pattern: string) => lines.flatMap((line, at) => (readFilterPattern(pattern)(line) ? [at] : []));

describe("a filter pattern", () => {
  it.each<[string, string, number[]]>([
    ["nothing", "", [0, 1, 2]],
    ["a phrase in quotes", '"a user has no camera"', [0]],
    ["a phrase with quotes of its own", String.raw`"\"level\":\"INFO\""`, [0]],
    ["several terms, all of them", "ERROR full", [1]],
    ["a term in the case that it is written in", "error", []],
    ["a term that is part of a word alone", "ERR", []],
    ["a term that is not to be there", "full -ERROR", [2]],
    ["one of several terms", "?camera ?disk", [0, 1]],
  ])("finds %s", (_name, pattern, expected) => {
    expect(found(pattern)).toEqual(expected);
  });

  it.each([
    ["JSON", '{ $.level = "ERROR" }'],
    ["columns", "[date, level]"],
    ["a regular expression", "%ERR.%"],
    ["a word with other characters, unquoted", "no-such.word"],
  ])("is refused where it is of %s", (_name, pattern) => {
    expect(() => readFilterPattern(pattern)).toThrow(expect.objectContaining({ name: "InvalidParameterException" }));
  });
});
