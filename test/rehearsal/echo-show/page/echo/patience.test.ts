import { describe, expect, it } from "@jest/globals";
import { lostPatience } from "../../../../../rehearsal/echo-show/page/echo/patience.ts";

describe("a view whose answer is in", () => {
  it("is given ten seconds to connect", () => {
    expect(lostPatience({ answeredAt: 5_000 }, 15_000)).toBeUndefined();
    expect(lostPatience({ answeredAt: 5_000 }, 15_001)).toBe("never-connected");
  });

  it("is given ten more for its first picture", () => {
    const connected = { answeredAt: 5_000, connectedAt: 14_000 };
    expect(lostPatience(connected, 24_000)).toBeUndefined();
    expect(lostPatience(connected, 24_001)).toBe("no-picture");
  });

  it("is lost when no new picture came for five seconds", () => {
    const playing = { answeredAt: 5_000, connectedAt: 6_000, pictureAt: 60_000 };
    expect(lostPatience(playing, 65_000)).toBeUndefined();
    expect(lostPatience(playing, 65_001)).toBe("lost");
  });
});
