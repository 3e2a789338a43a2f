import { describe, expect, it } from "@jest/globals";
import { extentOf, failedStage, stageBars } from "../../../../rehearsal/echo-show/page/timeline/stage-bars.ts";
import { stages } from "../../../../rehearsal/view/timeline.ts";

const answered = {
  directiveIn: 1,
  account: 3,
  registry: 4,
  endpointLookup: 10,
  offerSent: 11,
  offerAtCamera: 15,
  answerBack: 40,
  answerEvent: 42,
};

describe("the bars of a timeline", () => {
  it("are one for each stage, in the order in which they happen", () => {
    const bars = stageBars({ phase: "ended", timeline: {} }, 0);
    expect(bars.map(({ stage }) => stage)).toEqual([...stages]);
    expect(bars.every(({ status }) => status === "waiting")).toBe(true);
  });

  it("reach from the stage before to their own", () => {
    const bars = stageBars({ phase: "playing", timeline: { ...answered, iceConnected: 80, firstFrame: 120 } }, 0);
    expect(bars.at(0)).toEqual({ stage: "directiveIn", status: "reached", from: 0, to: 1 });
    expect(bars.at(6)).toEqual({ stage: "answerBack", status: "reached", from: 15, to: 40 });
    expect(extentOf(bars)).toBe(120);
  });

  it("grow with time for the stage that is awaited, and for no other", () => {
    const bars = stageBars({ phase: "asking", timeline: { directiveIn: 1 } }, 700);
    expect(bars.at(1)).toEqual({ stage: "account", status: "running", from: 1, to: 700 });
    expect(bars.slice(2).every(({ status }) => status === "waiting")).toBe(true);
  });

  it("await the connection once the answer is there", () => {
    expect(stageBars({ phase: "connecting", timeline: answered }, 60).at(8)).toEqual({
      stage: "iceConnected",
      status: "running",
      from: 42,
      to: 60,
    });
  });

  it("never run backwards when the clock that draws is behind", () => {
    expect(stageBars({ phase: "asking", timeline: { directiveIn: 9 } }, 2).at(1)).toMatchObject({ from: 9, to: 9 });
  });

  it("never have a negative length when two ends' clocks disagree", () => {
    const bars = stageBars({ phase: "playing", timeline: { directiveIn: 5, account: 4, registry: 7 } }, 0);
    expect(bars.slice(0, 3).map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [4, 4],
      [5, 7],
    ]);
  });

  it("call a stage passed that is not known yet when a later one is: the skill's log comes last", () => {
    const bars = stageBars({ phase: "asking", timeline: { directiveIn: 1, offerSent: 11 } }, 20);
    expect(bars.slice(0, 6).map(({ status }) => status)).toEqual([
      "reached",
      "passed",
      "passed",
      "passed",
      "reached",
      "running",
    ]);
    expect(bars.at(1)).toEqual({ stage: "account", status: "passed", from: 1, to: 1 });
    expect(bars.at(5)).toMatchObject({ stage: "offerAtCamera", from: 11 });
  });

  it("name the stage for want of which a view failed, and how long it was awaited", () => {
    const bars = stageBars({ phase: "failed", timeline: { directiveIn: 1, account: 3 } }, 5_500);
    expect(bars.at(2)).toEqual({ stage: "registry", status: "missing", from: 3, to: 5_500 });
    expect(bars.filter(({ status }) => status === "missing")).toHaveLength(1);
  });

  it("call an answer that Alexa no longer waited for late, and miss nothing after it", () => {
    const bars = stageBars({ phase: "failed", timeline: { ...answered, answerBack: 7_900, answerEvent: 8_000 } }, 0);
    expect(bars.slice(5).map(({ status }) => status)).toEqual(["reached", "late", "late", "waiting", "waiting"]);
  });

  it("call a picture that came after six seconds no failure of the answer", () => {
    const bars = stageBars({ phase: "playing", timeline: { ...answered, iceConnected: 6_500, firstFrame: 6_900 } }, 0);
    expect(bars.every(({ status }) => status === "reached")).toBe(true);
  });
});

describe("the stage at which a view failed", () => {
  it("is the one that never came", () => {
    expect(failedStage({ phase: "failed", timeline: { directiveIn: 1, account: 3 } })).toBe("registry");
    expect(failedStage({ phase: "failed", timeline: answered })).toBe("iceConnected");
  });

  it("is the answer event when the answer was too late", () => {
    const late = { ...answered, answerBack: 7_900, answerEvent: 8_000 };
    expect(failedStage({ phase: "failed", timeline: late })).toBe("answerEvent");
  });

  it("is none of a view that didn't fail, or only after its picture", () => {
    expect(failedStage({ phase: "asking", timeline: {} })).toBeUndefined();
    expect(
      failedStage({ phase: "failed", timeline: { ...answered, iceConnected: 80, firstFrame: 90 } }),
    ).toBeUndefined();
  });
});
