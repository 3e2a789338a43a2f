import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { formatReport } from "../../cli/print-timeline.ts";
import type { ViewReport } from "../../rehearsal/view/report.ts";

const asked = { directiveIn: 1.2, account: 2, registry: 2.4, endpointLookup: 9 };
const reportOf = (different: Partial<ViewReport>): ViewReport => ({
  camera: { id: "garden", name: "Garden" },
  ok: true,
  marginMilliseconds: 3_860,
  timeline: {},
  ...different,
});
/** As it reads where the output is no terminal. */
const printed = (report: ViewReport) => stripVTControlCharacters(formatReport(report));
const stageNamesIn = (text: string) => text.match(/^ {2}[a-z].*?(?= +[\d.]+ ms)/gim)?.map((name) => name.trim());

describe("a view's timeline in print", () => {
  it("says nothing of a viewer where the answer came the documented way", () => {
    const timeline = { ...asked, offerSent: 10, offerAtCamera: 12, answerBack: 80, answerEvent: 82 };
    const text = printed(reportOf({ way: "alexa-offer", timeline, marginMilliseconds: 5_918 }));
    expect(stageNamesIn(text)).toEqual([
      "directive in",
      "account",
      "registry",
      "endpoint lookup",
      "offer sent",
      "offer at the camera",
      "answer back",
      "answer event",
    ]);
    expect(text).toContain("✔ answered in 82 ms: 5.92 s left of Alexa's 6 s");
    expect(text).not.toMatch(/viewer/i);
    expect(text).toContain("  directive in             1.2 ms  ");
  });

  it("has both ways' stages by their times, and says why the viewer's was gone", () => {
    const timeline = {
      ...asked,
      offerSent: 10,
      offerAtCamera: 12,
      viewerBegun: 2_012,
      viewerConnected: 2_060,
      viewerOfferSent: 2_061,
      viewerOfferAtCamera: 2_063,
      viewerAnswer: 2_080,
      answerBack: 2_138,
      answerEvent: 2_140,
    };
    const text = printed(reportOf({ way: "viewer", because: "no answer came in 2.0 s", timeline }));
    expect(stageNamesIn(text)?.slice(4)).toEqual([
      "offer sent",
      "offer at the camera",
      "asked as viewer too",
      "viewer connected",
      "viewer's offer sent",
      "viewer's offer there",
      "bare answer",
      "answer back",
      "answer event",
    ]);
    expect(text).toContain("✔ answered in 2140 ms as viewer: 3.86 s left of Alexa's 6 s");
    expect(text).toContain("by ConnectAsViewer, since by SendAlexaOfferToMaster no answer came in 2.0 s");
  });

  it("has no row for SendAlexaOfferToMaster where the view went as viewer at once", () => {
    const timeline = { ...asked, viewerConnected: 60, viewerOfferSent: 61, viewerAnswer: 80, answerEvent: 490 };
    const text = printed(reportOf({ way: "viewer", timeline }));
    expect(stageNamesIn(text)).not.toContain("offer sent");
    expect(text).toContain("by ConnectAsViewer, at once, without SendAlexaOfferToMaster");
  });

  it("shows how far a view came that was not answered", () => {
    const error = { type: "ENDPOINT_BUSY", message: "The camera's channel has no place for another viewer." };
    const timeline = { ...asked, offerSent: 10, offerAtCamera: 12, viewerConnected: 2_060 };
    const text = printed(reportOf({ ok: false, error, timeline }));
    expect(stageNamesIn(text)?.at(-1)).toBe("viewer connected");
    expect(text).toContain("✘ Alexa was told ENDPOINT_BUSY");
  });
});
