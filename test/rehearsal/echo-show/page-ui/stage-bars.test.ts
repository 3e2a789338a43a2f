import { describe, expect, it } from "@jest/globals";
import {
  extentOf,
  failedStage as failedStageOf,
  type StagedView,
  stageBars as stageBarsOf,
} from "../../../../rehearsal/echo-show/page/timeline/stage-bars.ts";
import type { Stage, Timeline } from "../../../../rehearsal/view/timeline.ts";
import { waysIn } from "../../../../rehearsal/view/ways.ts";

/** The ways of these views are those that their stages tell of, unless a test says otherwise. */
type Laid = Pick<StagedView, "phase" | "timeline"> & Partial<StagedView>;
const withWays = (view: Laid): StagedView => ({ ways: waysIn(view.timeline), ...view });
const stageBars = (view: Laid, elapsed: number) => stageBarsOf(withWays(view), elapsed);
const failedStage = (view: Laid) => failedStageOf(withWays(view));

const documented: Stage[] = [
  "directiveIn",
  "account",
  "registry",
  "endpointLookup",
  "offerSent",
  "offerAtCamera",
  "answerBack",
  "answerEvent",
  "iceConnected",
  "firstFrame",
];
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
  it("are one for each stage of the documented way while no other was gone, in the order in which they happen", () => {
    const bars = stageBars({ phase: "ended", timeline: {} }, 0);
    expect(bars.map(({ stage }) => stage)).toEqual(documented);
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

const asked = { directiveIn: 1, account: 3, registry: 4, endpointLookup: 10 };
const fellBack = {
  ...asked,
  offerSent: 11,
  offerAtCamera: 15,
  viewerBegun: 2_045,
  viewerConnected: 2_050,
  viewerOfferSent: 2_051,
  viewerOfferAtCamera: 2_055,
  viewerAnswer: 2_080,
  answerBack: 2_500,
  answerEvent: 2_502,
};
const without = (timeline: Timeline, ...stages: Stage[]): Timeline =>
  Object.fromEntries(Object.entries(timeline).filter(([stage]) => !stages.includes(stage as Stage)));
const rowsOf = (view: Laid, elapsed = 0) => stageBars(view, elapsed).map(({ stage, status }) => `${stage} ${status}`);

describe("the bars of a view that goes as viewer", () => {
  it("have no row for SendAlexaOfferToMaster when it went so at once", () => {
    const atOnce = without(fellBack, "offerSent", "offerAtCamera", "viewerBegun");
    const view: Laid = {
      phase: "playing",
      timeline: { ...atOnce, iceConnected: 2_600, firstFrame: 2_700 },
      way: "viewer",
    };
    expect(rowsOf(view)).toEqual([
      "directiveIn reached",
      "account reached",
      "registry reached",
      "endpointLookup reached",
      "viewerConnected reached",
      "viewerOfferSent reached",
      "viewerOfferAtCamera reached",
      "viewerAnswer reached",
      "answerBack reached",
      "answerEvent reached",
      "iceConnected reached",
      "firstFrame reached",
    ]);
  });

  it("are both ways' when it fell back, the viewer's after the offer that brought nothing", () => {
    expect(rowsOf({ phase: "connecting", timeline: fellBack, way: "viewer" })).toEqual([
      "directiveIn reached",
      "account reached",
      "registry reached",
      "endpointLookup reached",
      "offerSent reached",
      "offerAtCamera reached",
      "viewerBegun reached",
      "viewerConnected reached",
      "viewerOfferSent reached",
      "viewerOfferAtCamera reached",
      "viewerAnswer reached",
      "answerBack reached",
      "answerEvent reached",
      "iceConnected running",
      "firstFrame waiting",
    ]);
  });

  it("stand in the order of their times where the camera had the first offer after the viewer's", () => {
    const timeline = { ...fellBack, offerAtCamera: 2_056 };
    const theirs = ["viewerConnected reached", "viewerOfferSent reached", "viewerOfferAtCamera reached"];
    expect(rowsOf({ phase: "connecting", timeline, way: "viewer" }).slice(4, 10)).toEqual([
      "offerSent reached",
      "viewerBegun reached",
      ...theirs,
      "offerAtCamera reached",
    ]);
    expect(rowsOf({ phase: "connecting", timeline: without(timeline, "viewerBegun") }).slice(4, 10)).toEqual([
      "offerSent reached",
      "viewerBegun passed",
      ...theirs,
      "offerAtCamera reached",
    ]);
  });

  it("await the viewer's next stage, and nothing more of the way that it left", () => {
    const unseen = without(fellBack, "offerAtCamera", "viewerBegun", "viewerOfferAtCamera", "viewerAnswer");
    const timeline = without(unseen, "answerBack", "answerEvent");
    expect(rowsOf({ phase: "asking", timeline }, 2_060).slice(4, 12)).toEqual([
      "offerSent reached",
      "offerAtCamera waiting",
      "viewerBegun passed",
      "viewerConnected reached",
      "viewerOfferSent reached",
      "viewerOfferAtCamera running",
      "viewerAnswer waiting",
      "answerBack waiting",
    ]);
    expect(failedStage({ phase: "failed", timeline })).toBe("viewerOfferAtCamera");
  });

  it("await the connection of a viewer whose handshake has begun", () => {
    const atOnce: Laid = { phase: "asking", timeline: asked, ways: ["viewer"] };
    expect(rowsOf(atOnce, 500).slice(3, 6)).toEqual([
      "endpointLookup reached",
      "viewerConnected running",
      "viewerOfferSent waiting",
    ]);
    expect(failedStage({ ...atOnce, phase: "failed" })).toBe("viewerConnected");
    const timeline = { ...asked, offerSent: 11, offerAtCamera: 15 };
    const beside: Laid = { phase: "asking", timeline, ways: ["alexa-offer", "viewer"] };
    expect(rowsOf(beside, 2_040).slice(5, 9)).toEqual([
      "offerAtCamera reached",
      "viewerBegun passed",
      "viewerConnected running",
      "viewerOfferSent waiting",
    ]);
    expect(failedStage({ ...beside, phase: "failed" })).toBe("viewerConnected");
    // With the skill's log, in which the wait for the first way is a stage of its own.
    const told = stageBars({ ...beside, phase: "failed", timeline: { ...timeline, viewerBegun: 2_012 } }, 5_000);
    expect(told.slice(6, 8)).toEqual([
      { stage: "viewerBegun", status: "reached", from: 15, to: 2_012 },
      { stage: "viewerConnected", status: "missing", from: 2_012, to: 5_000 },
    ]);
  });

  it("keep an answer that was of no use where it came, before the viewer's stages", () => {
    const timeline = { ...asked, offerSent: 11, offerAtCamera: 15, answerBack: 40, viewerConnected: 80 };
    expect(rowsOf({ phase: "failed", timeline }, 5_000).slice(4)).toEqual([
      "offerSent reached",
      "offerAtCamera reached",
      "answerBack reached",
      "viewerBegun passed",
      "viewerConnected reached",
      "viewerOfferSent missing",
      "viewerOfferAtCamera waiting",
      "viewerAnswer waiting",
      "answerEvent waiting",
      "iceConnected waiting",
      "firstFrame waiting",
    ]);
  });

  it("leave out what the viewer did not come to when the documented way answered after all", () => {
    const timeline = {
      ...answered,
      answerBack: 2_200,
      answerEvent: 2_202,
      viewerBegun: 2_045,
      viewerConnected: 2_050,
      viewerOfferSent: 2_051,
    };
    expect(rowsOf({ phase: "playing", timeline, way: "alexa-offer" }).slice(4, 11)).toEqual([
      "offerSent reached",
      "offerAtCamera reached",
      "viewerBegun reached",
      "viewerConnected reached",
      "viewerOfferSent reached",
      "answerBack reached",
      "answerEvent reached",
    ]);
  });

  it("know the folded answer to have come before the skill's log tells when", () => {
    const timeline = without(fellBack, "answerBack");
    expect(rowsOf({ phase: "connecting", timeline }).slice(10, 13)).toEqual([
      "viewerAnswer reached",
      "answerBack passed",
      "answerEvent reached",
    ]);
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
