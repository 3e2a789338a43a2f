import { describe, expect, it } from "@jest/globals";
import { keepMotion } from "../../../lambda/state/keep-motion.ts";
import { createMemoryStore } from "../../../lambda/state/memory.ts";
import { type MotionRecord, motionBy } from "../../../lambda/state/motion.ts";
import type { DetectionState } from "../../../protocol/alexa/motion-sensor.ts";

function motion() {
  let clock = 1_000_000;
  let events = 0;
  const store = createMemoryStore<MotionRecord>();
  return {
    pass(seconds: number) {
      clock += seconds * 1_000;
    },
    hear(state: DetectionState, change: { eventId?: string; at?: number } = {}) {
      events += 1;
      return keepMotion(store, "hall", { eventId: `event-${events}`, motion: state, at: clock, ...change }, clock);
    },
    now: async () => motionBy(await store.read("hall"), clock),
  };
}

describe("a camera's motion", () => {
  it("is none as long as nothing is known, and its end is no news then", async () => {
    const { hear, now } = motion();
    expect(await now()).toBe("NOT_DETECTED");
    expect(await hear("NOT_DETECTED", { eventId: "first" })).toBe("unchanged");
    expect(await hear("NOT_DETECTED", { eventId: "first" })).toBe("unchanged");
  });

  it("begins and ends, and each is news once", async () => {
    const { hear, now, pass } = motion();
    expect(await hear("DETECTED")).toBe("changed");
    expect(await now()).toBe("DETECTED");
    pass(1);
    expect(await hear("DETECTED")).toBe("unchanged");
    pass(1);
    expect(await hear("NOT_DETECTED")).toBe("changed");
    expect(await now()).toBe("NOT_DETECTED");
    pass(1);
    expect(await hear("NOT_DETECTED")).toBe("unchanged");
  });

  it("is dropped when something later is known", async () => {
    const { hear, now } = motion();
    await hear("NOT_DETECTED");
    expect(await hear("DETECTED", { at: 999_999 })).toBe("older than what is known");
    expect(await now()).toBe("NOT_DETECTED");
  });

  it.each([
    ["DETECTED", "NOT_DETECTED"],
    ["NOT_DETECTED", "DETECTED"],
  ] as const)("has ended when %s and %s come of the same time", async (first, second) => {
    const { hear, now } = motion();
    await hear(first);
    await hear(second);
    expect(await now()).toBe("NOT_DETECTED");
  });

  it("stays news when the same event comes again, until something later is known", async () => {
    const { hear, pass } = motion();
    const began = { eventId: "began", at: 1_000_000 };
    expect(await hear("DETECTED", began)).toBe("changed");
    pass(60);
    expect(await hear("DETECTED")).toBe("unchanged");
    expect(await hear("DETECTED", began)).toBe("changed");
    pass(1);
    await hear("NOT_DETECTED");
    expect(await hear("DETECTED", began)).toBe("older than what is known");
  });

  it("counts for ten minutes when nobody says its end, and the next one is news again", async () => {
    const { hear, now, pass } = motion();
    await hear("DETECTED");
    pass(600);
    expect(await now()).toBe("DETECTED");
    pass(1);
    expect(await now()).toBe("NOT_DETECTED");
    expect(await hear("DETECTED")).toBe("changed");
  });

  it("that goes on counts for ten minutes more each time it is said", async () => {
    const { hear, now, pass } = motion();
    await hear("DETECTED");
    pass(500);
    expect(await hear("DETECTED")).toBe("unchanged");
    pass(500);
    expect(await now()).toBe("DETECTED");
  });

  it("has an end that is news however late it comes, because Alexa was told of the beginning", async () => {
    const { hear, pass } = motion();
    await hear("DETECTED");
    pass(3_600);
    expect(await hear("NOT_DETECTED")).toBe("changed");
  });
});
