import { describe, expect, it } from "@jest/globals";
import { explainStage } from "../../../rehearsal/view/stage-explanations.ts";
import { stages } from "../../../rehearsal/view/timeline.ts";
import { ways } from "../../../rehearsal/view/ways.ts";

describe("the explanation of a stage", () => {
  const explained = ways.flatMap((way) => stages.map((stage) => [stage, way] as const));

  it.each(explained)("%s by the way %s is one sentence, and links to a page of Amazon's", (stage, way) => {
    const { sentence, link } = explainStage(stage, way);
    expect(sentence).toMatch(/^[A-Z].{60,220}\.$/);
    // One sentence: no full stop before the last one, but for the one in a file's name.
    expect(sentence.replace("cameras.json", "").slice(0, -1)).not.toContain(".");
    expect(new URL(link.url).protocol).toBe("https:");
    expect(["developer.amazon.com", "docs.aws.amazon.com"]).toContain(new URL(link.url).hostname);
    expect(link.title).not.toBe("");
  });

  it("says of a viewer's answer that its candidates are folded into it", () => {
    expect(explainStage("answerBack", "viewer").link.title).toContain("SendIceCandidate");
    expect(explainStage("answerBack", "alexa-offer").link.title).toContain("SendSdpAnswer");
  });
});
