import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { formatTick, placeOn, scaleFor } from "../../../../rehearsal/echo-show/page/timeline/scale.ts";

describe("the axis of a timeline", () => {
  it("has round ticks", () => {
    expect(scaleFor(241)).toEqual({ end: 250, ticks: [50, 100, 150, 200] });
    expect(scaleFor(6_000)).toEqual({ end: 6_000, ticks: [2_000, 4_000] });
  });

  it("does not begin at nothing", () => {
    expect(scaleFor(0)).toEqual({ end: 20, ticks: [5, 10, 15] });
  });

  it("holds every view, in at most five steps, and wastes less than half of itself", () => {
    fc.assert(
      fc.property(fc.double({ min: 20, max: 100_000, noNaN: true }), (extent) => {
        const { end, ticks } = scaleFor(extent);
        expect(end).toBeGreaterThanOrEqual(extent - 1e-6);
        expect(ticks.length).toBeLessThan(5);
        expect(extent / end).toBeGreaterThan(0.5);
      }),
    );
  });

  it("places times in per cent and keeps them on it", () => {
    const scale = scaleFor(200);
    expect(placeOn(scale, 50)).toBe(25);
    expect(placeOn(scale, -3)).toBe(0);
    expect(placeOn(scale, 900)).toBe(100);
  });

  it("speaks of seconds where it reaches them, and else of milliseconds", () => {
    expect(formatTick(scaleFor(2_400), 500)).toBe("0.5 s");
    expect(formatTick(scaleFor(240), 50)).toBe("50 ms");
  });
});
