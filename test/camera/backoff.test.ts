import { describe, expect, it } from "@jest/globals";
import { backoff } from "../../camera/backoff.ts";

describe("the wait before a reconnection", () => {
  it("doubles with each failure, up to half a minute", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => backoff(failures, () => 1));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("is half by chance", () => {
    expect(backoff(1, () => 0)).toBe(250);
    expect(backoff(1, () => 0.5)).toBe(375);
  });
});
