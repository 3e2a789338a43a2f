import { describe, expect, it } from "@jest/globals";
import {
  liveView,
  outcomeOf,
  outcomeSentence,
  toneOf,
  withoutServer,
} from "../../../../rehearsal/echo-show/page/views/view-summary.ts";
import { viewOf } from "./fixtures.ts";

const failure = { alexaSays: "Front Door isn't responding.", afterMilliseconds: 5_330, sentence: "Nobody answered." };

describe("a view in a word", () => {
  it("is our code when it failed, or else Alexa's type", () => {
    const coded = { ...failure, type: "ENDPOINT_UNREACHABLE", code: "camera-offline" };
    expect(outcomeOf(viewOf({ phase: "failed", failure: coded }))).toBe("camera-offline");
    expect(outcomeOf(viewOf({ phase: "failed", failure: { ...failure, type: "INTERNAL_ERROR" } }))).toBe(
      "INTERNAL_ERROR",
    );
    expect(outcomeOf(viewOf({ phase: "failed", failure }))).toBe("failed");
  });

  it("says how far it is, and whether that is good", () => {
    const phases = ["asking", "connecting", "playing", "ended"] as const;
    const seen = { firstFrame: 241.3 };
    expect(phases.map((phase) => outcomeOf({ phase, timeline: {} }))).toEqual([
      "asking",
      "connecting",
      "playing",
      "stopped",
    ]);
    expect(outcomeOf({ phase: "ended", timeline: seen })).toBe("played");
    expect(phases.map((phase) => toneOf({ phase, timeline: {} }))).toEqual(["neutral", "neutral", "good", "neutral"]);
    expect(toneOf({ phase: "ended", timeline: seen })).toBe("good");
    expect(toneOf({ phase: "failed", timeline: seen })).toBe("bad");
  });
});

describe("a view's outcome in a sentence", () => {
  it("has the times and the margin of a view that plays", () => {
    const timeline = { answerEvent: 92.1, firstFrame: 241.3 };
    expect(outcomeSentence(viewOf({ phase: "playing", timeline, marginMilliseconds: 5_908 }))).toBe(
      "Front Door plays: answer after 92 ms, first frame after 241 ms, 5.91 s left of Alexa's 6 s.",
    );
  });

  it("says so when the answer came as viewer, and says nothing of ways otherwise", () => {
    const playing = { phase: "playing", timeline: { answerEvent: 2_140 } } as const;
    expect(outcomeSentence(viewOf({ ...playing, ways: ["alexa-offer", "viewer"], way: "viewer" }))).toBe(
      "Front Door plays: answer as viewer after 2.14 s.",
    );
    expect(outcomeSentence(viewOf({ ...playing, ways: ["alexa-offer"], way: "alexa-offer" }))).toBe(
      "Front Door plays: answer after 2.14 s.",
    );
  });

  it("has the reason of one that failed", () => {
    expect(outcomeSentence(viewOf({ phase: "failed", failure: { ...failure, code: "answer-late" } }))).toBe(
      "Front Door failed: answer-late.",
    );
  });

  it("is empty while it is not known", () => {
    expect(outcomeSentence(viewOf({ phase: "asking" }))).toBe("");
    expect(outcomeSentence(viewOf({ phase: "connecting", timeline: { answerEvent: 90 } }))).toBe("");
  });
});

describe("the view that is live", () => {
  const other = viewOf({ sessionId: "two", deviceId: "another-tab" });
  const own = viewOf({ sessionId: "one" });

  it("is this tab's newest, even when another's is newer", () => {
    expect(liveView([other, own, viewOf({ sessionId: "zero" })], "this-tab")).toBe(own);
  });

  it("is another's while this tab had none", () => {
    expect(liveView([other], "this-tab")).toBe(other);
    expect(liveView([], "this-tab")).toBeUndefined();
  });
});

describe("a view while the server is gone", () => {
  it("is over, whatever it was before, but for one that failed", () => {
    const phases = ["asking", "connecting", "playing", "failed", "ended"] as const;
    expect(phases.map((phase) => withoutServer(viewOf({ phase })).phase)).toEqual([
      "ended",
      "ended",
      "ended",
      "failed",
      "ended",
    ]);
  });
});
