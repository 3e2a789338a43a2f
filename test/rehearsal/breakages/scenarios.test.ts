import { describe, expect, it } from "@jest/globals";
import { breakages } from "../../../rehearsal/breakages/list.ts";
import type { Played } from "../../../rehearsal/breakages/play-breakage.ts";
import { scenariosOf } from "../../../rehearsal/breakages/scenarios.ts";
import { tableOf } from "../../../rehearsal/breakages/table.ts";
import { openWard } from "../../../rehearsal/breakages/ward.ts";
import { runScenarios } from "../../../rehearsal/deploy-targets/run-scenarios.ts";
import type { Story } from "../../../rehearsal/deploy-targets/story.ts";
import { breakage, type FakeDeskOptions, fakeDesk } from "./support/desk.ts";

describe("the breakages that are rehearsed", () => {
  it("are more than twenty, each with a name of its own", () => {
    const names = breakages.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(20);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("are of links from one end of the chain to the other", () => {
    const links = new Set(breakages.map(({ link }) => link));
    for (const link of [
      "clock",
      "region",
      "triggers",
      "roles",
      "account-linking",
      "registry",
      "channel",
      "alexa-offer",
    ]) {
      expect(links).toContain(link);
    }
  });
});

/** Plays breakages on fake desks: the first desk is as said, those after it are well. */
async function play(first: FakeDeskOptions, ...names: readonly string[]) {
  const played: Played[] = [];
  const stories: { kept?: boolean }[] = [];
  const all = names.map((name) => ({ ...breakage, name }));
  const results = await runScenarios({
    scenarios: scenariosOf(all, (each) => played.push(each)),
    signal: new AbortController().signal,
    startStage: () =>
      openWard({
        async startStory() {
          const story: { kept?: boolean } = {};
          stories.push(story);
          const fake = {
            folder: `/story-${stories.length}`,
            lastOutput: () => "",
            stop: async (kept: boolean) => void Object.assign(story, { kept }),
          };
          return fake as unknown as Story;
        },
        install: async () => fakeDesk(stories.length === 1 ? first : {}).installed,
        sitDown: async () => fakeDesk(first).installed,
      }),
  });
  return { results, played, stories };
}

describe("an installation that is broken again and again", () => {
  it("is made once, and found well first", async () => {
    const { results, stories, played } = await play({}, "one");
    expect(results.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["installed", "pass"],
      ["one", "pass"],
    ]);
    expect(stories).toEqual([{ kept: false }]);
    expect(played.map(({ name }) => name)).toEqual(["one"]);
  });

  it("is not well where the doctor has not examined everything", async () => {
    const { results } = await play({ outcome: "skipped" }, "one");
    expect(results[0]).toMatchObject({
      outcome: "fail",
      message: "the doctor has not examined triggers: Nobody may ask.",
    });
  });

  it("is made anew after a breakage that could not be mended, and the files of the first are kept", async () => {
    const { results, stories } = await play({ failing: ["mend it"] }, "one", "two");
    expect(results.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["installed", "pass"],
      ["one", "fail"],
      ["two", "pass"],
    ]);
    expect(stories).toHaveLength(2);
    expect(stories[0]).toEqual({ kept: true });
  });
});

describe("the table at the end", () => {
  it("has what was broken, what the doctor named, how long that took, and what was done", () => {
    const milliseconds = { broken: 2_345, well: 3_456 };
    const [, head, row] = tableOf([
      { name: "one", named: "triggers: trigger-missing", remedy: "mend it", milliseconds },
    ]);
    expect(head).toBe("breakage  the doctor named           ms    what was done about it");
    expect(row).toBe("one       triggers: trigger-missing  2345  mend it");
  });

  it("is not there where nothing was mended", () => {
    expect(tableOf([])).toEqual([]);
  });
});
