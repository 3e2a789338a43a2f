import { describe, expect, it } from "@jest/globals";
import { newRings } from "../../../../rehearsal/echo-show/page/device/new-rings.ts";

const NOW = 1_700_000_000_000;
const ring = (id: string, secondsAgo: number) => ({ id, at: NOW - secondsAgo * 1_000, cameraId: "front-door" });
const idsOf = (rings: readonly { readonly id: string }[]) => rings.map(({ id }) => id);

describe("the presses of a doorbell that a tab announces", () => {
  it("are none that happened before it was opened", () => {
    expect(newRings([ring("a", 1)], undefined, NOW)).toEqual([]);
  });

  it("are those that it has not heard yet, oldest first", () => {
    expect(idsOf(newRings([ring("c", 1), ring("b", 2), ring("a", 3)], new Set(["a"]), NOW))).toEqual(["b", "c"]);
    expect(newRings([ring("a", 3)], new Set(["a"]), NOW)).toEqual([]);
  });

  it("are no old ones that it hears of only now, as after a time without its server", () => {
    expect(idsOf(newRings([ring("b", 9), ring("a", 11)], new Set(), NOW))).toEqual(["b"]);
  });
});
