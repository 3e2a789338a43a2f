import { describe, expect, it } from "@jest/globals";
import { whyAsViewer } from "../../../rehearsal/view/ways.ts";

describe("why a view was answered as viewer", () => {
  it("is that SendAlexaOfferToMaster brought nothing, where the skill had waited for it", () => {
    expect(whyAsViewer({ offerSent: 12, viewerConnected: 2_040 })).toBe(
      "since SendAlexaOfferToMaster brought nothing in 2 s",
    );
  });

  it("is that SendAlexaOfferToMaster brought no complete answer, where the skill had not waited so long", () => {
    expect(whyAsViewer({ offerSent: 12, viewerConnected: 90 })).toBe(
      "since SendAlexaOfferToMaster brought no complete answer",
    );
  });

  it("is none where it went so at once", () => {
    expect(whyAsViewer({ viewerConnected: 90 })).toBe("at once, without SendAlexaOfferToMaster");
  });
});
