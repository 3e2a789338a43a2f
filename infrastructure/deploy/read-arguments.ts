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

const own = ["--help", "--all-tests", "--new-skill"];

/** Takes our own flags out; the rest is ask-cli's. */
export function readDeployArguments(words: readonly string[]): DeployArguments {
  const passedOn = words.filter((word) => !own.includes(word));
  const at = passedOn.findIndex((word) => word === "-p" || word === "--profile");
  const joined = passedOn.find((word) => word.startsWith("--profile="));
  return {
    help: words.includes("--help"),
    allTests: words.includes("--all-tests"),
    newSkill: words.includes("--new-skill"),
    profile: at >= 0 ? passedOn[at + 1] : joined?.slice("--profile=".length),
    passedOn,
  };
}
