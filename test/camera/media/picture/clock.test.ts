import { describe, expect, it } from "@jest/globals";
import { clockText } from "../../../../camera/media/picture/clock.ts";

describe("the clock", () => {
  it("shows the local time of day to a tenth of a second", () => {
    expect(clockText(new Date(2026, 0, 2, 3, 4, 5, 678))).toBe("03:04:05.6");
    expect(clockText(new Date(2026, 0, 2, 23, 59, 59, 999))).toBe("23:59:59.9");
    expect(clockText(new Date(2026, 0, 2, 0, 0, 0, 0))).toBe("00:00:00.0");
  });
});
