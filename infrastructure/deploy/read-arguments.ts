import { parseArgs } from "node:util";

/** What `npm run deploy` was told. */
export interface DeployArguments {
  readonly help: boolean;
  /** Whether every test is run, not only those of what is deployed. */
  readonly allTests: boolean;
  /** Whether it is said that a skill is to be made. */
  readonly newSkill: boolean;
  /** That of ask-cli's --profile. */
  readonly profile: string | undefined;
  /** What is passed on to `ask deploy`. */
  readonly passedOn: readonly string[];
}

const flag = { type: "boolean" } as const;
const own = { help: flag, "all-tests": flag, "new-skill": flag } as const;

/** Our own options, and those of `ask deploy`. Source: ask-cli 2.30.7, commands/deploy and option-model.json. */
export const deployOptions = {
  ...own,
  profile: { type: "string", short: "p" },
  target: { type: "string", short: "t" },
  "ignore-hash": flag,
  debug: flag,
} as const;

/**
 * Takes our own options out; the rest is ask-cli's.
 * @throws {Error} of an option that there is not, and of a word: ask-cli would take no notice of it.
 */
export function readDeployArguments(words: readonly string[]): DeployArguments {
  const { values } = parseArgs({ args: [...words], options: deployOptions });
  return {
    help: values.help ?? false,
    allTests: values["all-tests"] ?? false,
    newSkill: values["new-skill"] ?? false,
    profile: values.profile,
    passedOn: words.filter((word) => !Object.hasOwn(own, word.replace(/^--/, ""))),
  };
}
