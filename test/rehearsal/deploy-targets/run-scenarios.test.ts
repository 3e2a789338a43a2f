import { describe, expect, it } from "@jest/globals";
import { runScenarios, type Stage } from "../../../rehearsal/deploy-targets/run-scenarios.ts";
import type { Scenario } from "../../../rehearsal/deploy-targets/scenario.ts";

interface Diary extends Stage {
  readonly entries: string[];
}

/** A stage that notes what is played on it, and the scenarios of two stories: one, two and three; four. */
function rehearsal(failing: readonly string[] = []) {
  const stages: (Diary & { kept?: boolean })[] = [];
  const scenario = (name: string, after?: string): Scenario<Diary> => ({
    name,
    title: `Scenario ${name}`,
    ...(after !== undefined && { after }),
    async run(stage) {
      stage.entries.push(name);
      if (failing.includes(name)) throw new Error(`${name} was not as expected`);
      return `${name} was seen`;
    },
  });
  const scenarios = [scenario("one"), scenario("two", "one"), scenario("three", "two"), scenario("four")];
  return {
    stages,
    options: {
      scenarios,
      signal: new AbortController().signal,
      async startStage() {
        const stage: Diary & { kept?: boolean } = {
          folder: `/stage-${stages.length}`,
          entries: [],
          lastOutput: () => Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n"),
          async stop(keep) {
            stage.kept = keep;
          },
        };
        stages.push(stage);
        return stage;
      },
    },
  };
}

describe("playing scenarios", () => {
  it("plays each story on a stage of its own, and stops it", async () => {
    const { stages, options } = rehearsal();
    const results = await runScenarios(options);
    expect(results.map(({ name, outcome, message }) => [name, outcome, message])).toEqual([
      ["one", "pass", "one was seen"],
      ["two", "pass", "two was seen"],
      ["three", "pass", "three was seen"],
      ["four", "pass", "four was seen"],
    ]);
    expect(stages.map(({ entries, kept }) => [entries, kept])).toEqual([
      [["one", "two", "three"], false],
      [["four"], false],
    ]);
  });

  it("says of each which it is of all that are played", async () => {
    const said: string[] = [];
    const onBegin = ({ name }: { name: string }, number: number, count: number) =>
      void said.push(`${name} ${number}/${count}`);
    await runScenarios({ ...rehearsal().options, only: ["two", "four"], onBegin });
    expect(said).toEqual(["one 1/3", "two 2/3", "four 3/3"]);
  });

  it("plays what a chosen scenario goes on from, and nothing else", async () => {
    const { options } = rehearsal();
    expect((await runScenarios({ ...options, only: ["two"] })).map(({ name }) => name)).toEqual(["one", "two"]);
    expect((await runScenarios({ ...options, only: ["three"] })).map(({ name }) => name)).toEqual([
      "one",
      "two",
      "three",
    ]);
  });

  it("counts as failed what goes on from a scenario that failed, and keeps the files", async () => {
    const { stages, options } = rehearsal(["one"]);
    const results = await runScenarios(options);
    expect(results.map(({ outcome, message }) => [outcome, message])).toEqual([
      ["fail", "one was not as expected"],
      ["fail", "not played, for one failed"],
      ["fail", "not played, for two failed"],
      ["pass", "four was seen"],
    ]);
    expect(results[0]?.kept).toBe("/stage-0");
    expect(results[0]?.output?.split("\n")).toHaveLength(30);
    expect(results[0]?.output).toMatch(/line 39$/);
    expect(results[1]?.output).toBeUndefined();
    expect(stages.map(({ kept }) => kept)).toEqual([true, false]);
  });

  it("keeps the files of all stories where that is asked for", async () => {
    const { stages, options } = rehearsal();
    const results = await runScenarios({ ...options, keep: true });
    expect(stages.map(({ kept }) => kept)).toEqual([true, true]);
    expect(results.map(({ kept }) => kept)).toEqual(["/stage-0", "/stage-0", "/stage-0", "/stage-1"]);
  });

  it("fails a story whose stage cannot be set, and plays the next", async () => {
    const { options } = rehearsal();
    let times = 0;
    const startStage = async () => {
      times += 1;
      if (times <= 1) throw new Error("no stage");
      return options.startStage();
    };
    const results = await runScenarios({ ...options, startStage });
    expect(results.map(({ outcome }) => outcome)).toEqual(["fail", "fail", "fail", "pass"]);
    expect(results[0]).toMatchObject({ message: "no stage" });
  });

  it("stops the stage and plays nothing more once it is interrupted", async () => {
    const { stages, options } = rehearsal();
    const controller = new AbortController();
    const onEnd = () => controller.abort(new Error("interrupted"));
    await expect(runScenarios({ ...options, signal: controller.signal, onEnd })).rejects.toThrow("interrupted");
    expect(stages.map(({ entries, kept }) => [entries, kept])).toEqual([[["one"], false]]);
  });

  it("refuses a name that there is not", async () => {
    await expect(runScenarios({ ...rehearsal().options, only: ["five"] })).rejects.toThrow(
      'there is no scenario "five"',
    );
  });
});
