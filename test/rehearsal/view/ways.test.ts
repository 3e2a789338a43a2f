import { describe, expect, it } from "@jest/globals";
import { stagesOf, waysIn, whyAsViewer } from "../../../rehearsal/view/ways.ts";

describe("why a view was answered as viewer", () => {
  it("is what the skill's log says of SendAlexaOfferToMaster", () => {
    expect(whyAsViewer({ because: "no answer came in 2.0 s" })).toBe(
      "since by SendAlexaOfferToMaster no answer came in 2.0 s",
    );
  });

  it("is none where it went so at once", () => {
    expect(whyAsViewer({})).toBe("at once, without SendAlexaOfferToMaster");
  });
});

describe("that a camera was asked as viewer too", () => {
  const begun = { viewerBegun: 2_012, viewerConnected: 2_015 };
  const belongs = (timeline: typeof begun & { offerSent?: number }) =>
    stagesOf(timeline, { ways: waysIn(timeline) }).includes("viewerBegun");

  it("is a stage only where it was asked by SendAlexaOfferToMaster before", () => {
    expect(belongs({ ...begun, offerSent: 11 })).toBe(true);
    expect(belongs(begun)).toBe(false);
  });
});
