import { describe, expect, it } from "@jest/globals";
import { whyAsViewer } from "../../../rehearsal/view/ways.ts";

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
