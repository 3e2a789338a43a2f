import { describe, expect, it } from "@jest/globals";
import { countOf, formatAge, formatDuration, formatSeconds } from "../../../../rehearsal/echo-show/page/units.ts";

describe("lengths of time", () => {
  it.each([
    [0, "0 ms"],
    [0.42, "0.4 ms"],
    [9.94, "9.9 ms"],
    [9.96, "10 ms"],
    [92.1, "92 ms"],
    [999.4, "999 ms"],
    [999.6, "1.00 s"],
    [5_512, "5.51 s"],
  ])("of %d milliseconds read %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it("are seconds where a margin is meant", () => {
    expect(formatSeconds(92)).toBe("0.09 s");
  });

  it("are counted with their noun", () => {
    expect([countOf(1, "thing", "things"), countOf(2, "thing", "things")]).toEqual(["1 thing", "2 things"]);
  });
});

describe("an age", () => {
  it.each([
    [-500, "just now"],
    [59_999, "just now"],
    [60_000, "1 min ago"],
    [3_599_999, "59 min ago"],
    [7_300_000, "2 h ago"],
  ])("of %d ms reads %s", (milliseconds, read) => {
    expect(formatAge(milliseconds)).toBe(read);
  });
});
