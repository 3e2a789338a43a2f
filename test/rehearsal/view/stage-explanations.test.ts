import { describe, expect, it } from "@jest/globals";
import { stageExplanations } from "../../../rehearsal/view/stage-explanations.ts";
import { stages } from "../../../rehearsal/view/timeline.ts";

describe("the explanation of a stage", () => {
  it.each(stages)("%s is one sentence, and links to a page of Amazon's", (stage) => {
    const { sentence, link } = stageExplanations[stage];
    expect(sentence).toMatch(/^[A-Z].{60,220}\.$/);
    // One sentence: no full stop before the last one, but for the one in a file's name.
    expect(sentence.replace("cameras.json", "").slice(0, -1)).not.toContain(".");
    expect(new URL(link.url).protocol).toBe("https:");
    expect(["developer.amazon.com", "docs.aws.amazon.com"]).toContain(new URL(link.url).hostname);
    expect(link.title).not.toBe("");
  });
});
