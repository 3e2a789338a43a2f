import type { Scenario } from "./scenario.ts";
import { whatFailed } from "./what-failed.ts";

/** Where the scenarios of one story are played. */
export interface Stage {
  /** Everything of it that is on disk. */
  readonly folder: string;
  /** What the program that ran last had written. */
  lastOutput(): string;
  /** @param keep whether the folder stays. */
  stop(keep: boolean): Promise<void>;
}

/** What became of a scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly title: string;
  readonly outcome: "pass" | "fail";
  readonly milliseconds: number;
  /** What was seen, of one that passed; why it failed, of the others. */
  readonly message: string;
  /** What the last program wrote, from where it failed on; of one that failed. */
  readonly output?: string;
  /** Where its files were kept. */
  readonly kept?: string;
}

/** How scenarios are played. */
export interface ScenariosOptions<Of extends Stage> {
  /** Each after the one that it goes on from. */
  readonly scenarios: readonly Scenario<Of>[];
  /** The names of those to play; all by default. What they go on from is played too. */
  readonly only?: readonly string[] | undefined;
  /** @param first the scenario that the story begins with. */
  readonly startStage: (first: Scenario<Of>) => Promise<Of>;
  readonly keep?: boolean | undefined;
  readonly signal: AbortSignal;
  /** @param number which of those that are played, from 1 on. */
  readonly onBegin?: (scenario: Scenario<Of>, number: number, count: number) => void;
  readonly onEnd?: (result: ScenarioResult) => void;
}

/**
 * Plays scenarios, story by story; a story's stage is stopped at its end, whatever became of it.
 * @throws {RangeError} for a name that there is not.
 * @throws the signal's reason, once everything has stopped.
 */
export async function runScenarios<Of extends Stage>(
  options: ScenariosOptions<Of>,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  const all = chosen(options.scenarios, options.only);
  for (const story of storiesOf(all)) {
    const before = results.length;
    const onBegin = (scenario: Scenario<Of>, number: number) =>
      options.onBegin?.(scenario, before + number, all.length);
    results.push(...(await playStory(story, { ...options, onBegin })));
  }
  return results;
}

type PlayOptions<Of extends Stage> = Omit<ScenariosOptions<Of>, "onBegin"> & {
  readonly onBegin: (scenario: Scenario<Of>, number: number) => void;
};

async function playStory<Of extends Stage>(
  story: readonly Scenario<Of>[],
  { startStage, keep = false, signal, onBegin, onEnd = () => {} }: PlayOptions<Of>,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  let stage: Of | undefined;
  try {
    for (const [index, scenario] of story.entries()) {
      signal.throwIfAborted();
      onBegin(scenario, index + 1);
      const began = performance.now();
      const failed = results.find(({ name, outcome }) => name === scenario.after && outcome === "fail");
      let outcome: Pick<ScenarioResult, "outcome" | "message" | "output" | "kept">;
      try {
        if (failed !== undefined) throw new Error(`not played, for ${failed.name} failed`);
        stage ??= await startStage(story[0] ?? scenario);
        const message = await scenario.run(stage);
        outcome = { outcome: "pass", message, ...(keep && { kept: stage.folder }) };
      } catch (error) {
        signal.throwIfAborted();
        outcome = {
          outcome: "fail",
          message: error instanceof Error ? error.message : String(error),
          ...(failed === undefined && stage && { output: whatFailed(stage.lastOutput()), kept: stage.folder }),
        };
      }
      const { name, title } = scenario;
      const result = { name, title, milliseconds: Math.round(performance.now() - began), ...outcome };
      results.push(result);
      onEnd(result);
    }
    return results;
  } finally {
    await stage?.stop(keep || (!signal.aborted && results.some(({ outcome }) => outcome === "fail")));
  }
}

/** The scenarios that are asked for and those that they go on from, in the list's order. */
function chosen<Of>(all: readonly Scenario<Of>[], only: readonly string[] | undefined): readonly Scenario<Of>[] {
  if (only === undefined) return all;
  const wanted = new Set<string>();
  for (let names = only; names.length > 0; ) {
    for (const name of names) wanted.add(name);
    names = names.flatMap((name) => {
      const scenario = all.find((each) => each.name === name);
      if (scenario === undefined) throw new RangeError(`there is no scenario "${name}"`);
      return scenario.after === undefined ? [] : [scenario.after];
    });
  }
  return all.filter(({ name }) => wanted.has(name));
}

/** Scenarios by the one that their story begins with. */
function storiesOf<Of>(scenarios: readonly Scenario<Of>[]): readonly (readonly Scenario<Of>[])[] {
  const stories = new Map<string, Scenario<Of>[]>();
  const firstOf = ({ name, after }: Scenario<Of>): string => {
    const before = scenarios.find((each) => each.name === after);
    return before === undefined ? name : firstOf(before);
  };
  for (const scenario of scenarios) {
    const first = firstOf(scenario);
    stories.set(first, [...(stories.get(first) ?? []), scenario]);
  }
  return [...stories.values()];
}
