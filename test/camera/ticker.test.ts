import { describe, expect, it } from "@jest/globals";
import { startTicker } from "../../camera/ticker.ts";
import { createManualClock } from "./manual-clock.ts";

describe("a ticker", () => {
  it("ticks at once and then at its rate, though the interval is no whole number", () => {
    const clock = createManualClock();
    const ticks: [number, number][] = [];
    startTicker(clock, 1_000 / 15, (index) => ticks.push([index, clock.now()]));
    clock.advance(200);
    expect(ticks.map(([index]) => index)).toEqual([0, 1, 2, 3]);
    expect(ticks.map(([, at]) => Math.round(at))).toEqual([0, 67, 133, 200]);
  });

  it("keeps to the clock after it was held up, and says what was missed", () => {
    const clock = createManualClock();
    const ticks: [number, number][] = [];
    startTicker(clock, 20, (index, previous) => ticks.push([index, previous]));
    clock.stall(105);
    clock.advance(16);
    expect(ticks).toEqual([
      [0, -1],
      [5, 0],
      [6, 5],
    ]);
  });

  it("is silent once it was stopped, from within a tick too", () => {
    const clock = createManualClock();
    let count = 0;
    const stop = startTicker(clock, 10, () => {
      count += 1;
      if (count === 3) stop();
    });
    clock.advance(100);
    expect(count).toBe(3);
    expect(clock.waiting()).toBe(0);
  });
});
