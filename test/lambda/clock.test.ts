import { describe, expect, it } from "@jest/globals";
import { createClock } from "../../lambda/clock.ts";

describe("the clock", () => {
  it("keeps the fraction and follows the monotonic clock inside an invocation", () => {
    let [wall, monotonic] = [1_000_000, 0.25];
    const now = createClock(
      () => wall,
      () => monotonic,
      1_000_000,
    );
    expect(now()).toBe(1_000_000.25);
    [wall, monotonic] = [1_000_012, 10.5];
    expect(now()).toBe(1_000_010.5);
  });

  it("catches up after a freeze in which the monotonic clock stood still", () => {
    let wall = 1_000_000;
    const now = createClock(
      () => wall,
      () => 5,
      1_000_000,
    );
    now();
    wall = 1_600_000;
    expect(now()).toBe(1_600_000);
  });

  it("is today's", () => {
    const before = Date.now();
    const now = createClock()();
    // It may drift from the wall clock by 50 ms.
    expect(now).toBeGreaterThan(before - 100);
    expect(now).toBeLessThan(Date.now() + 100);
  });
});
