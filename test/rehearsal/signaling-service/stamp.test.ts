import { describe, expect, it } from "@jest/globals";
import { createStamp } from "../../../rehearsal/signaling-service/stamp.ts";

describe("the time of what the service tells", () => {
  it("has fractions, and takes no notice of a wall clock that is a little off", () => {
    const stamp = createStamp(
      () => 1_700_000_000_000,
      () => 1_700_000_000_400.25,
    );
    expect(stamp()).toBe(1_700_000_000_400.25);
  });

  it("follows the wall clock when the machine has slept, and counts on from there", () => {
    let wall = 1_000_000;
    let precise = 1_000_000.5;
    const stamp = createStamp(
      () => wall,
      () => precise,
    );
    expect(stamp()).toBe(1_000_000.5);
    wall += 3_600_000;
    precise += 10;
    expect(stamp()).toBe(wall);
    wall += 20;
    precise += 20.25;
    expect(stamp()).toBe(wall + 0.25);
  });
});
