import { join } from "node:path";
import { repairAsk } from "../ask/find-ask.ts";
import { failingTests } from "./failing-tests.ts";
import type { DeployArguments } from "./read-arguments.ts";
import type { Step } from "./run-steps.ts";

/**
 * The tests of what is deployed: the packed functions and what they answer, the stack, its permissions, the skill
 * package. Half a minute; those that make random input or wait for time-outs are not in a deploy's way.
 */
const tests = ["test/infrastructure", "test/lambda/index.test.ts", "test/lambda/directives"];

/** Where a deploy runs. */
export interface DeployPlace {
  /** The project's folder. */
  readonly root: string;
  /** The path of ask-cli. */
  readonly ask: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What a deploy does, in order: ask-cli uploads the skill before it builds the code, so all that can fail here comes first. */
export function deploySteps(
  { root, ask, environment }: DeployPlace,
  { allTests, newSkill, profile, passedOn }: DeployArguments,
): readonly Step[] {
  const at = { cwd: root, environment };
  const node = (...words: string[]) => [process.execPath, ...words];
  const inModules = (path: string) => join(root, "node_modules", path);
  const check = [
    ...[inModules("tsx/dist/cli.mjs"), join(root, "infrastructure/skill-check.ts"), "--deploy"],
    ...(profile === undefined ? [] : ["--profile", profile]),
    ...(newSkill ? ["--new-skill"] : []),
  ];
  const jest = [
    ...["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", inModules("jest/bin/jest.js")],
    ...(allTests ? [] : tests),
  ];
  return [
    {
      title: "ask-cli",
      command: { ...at, command: [ask, "--version"] },
      onFailure: repairAsk,
    },
    {
      title: "The skill package, the template, ask-resources.json",
      command: { ...at, command: node(...check) },
      // It may warn.
      telling: true,
      onFailure: "Correct what it names; npm run skill:check -- --deploy looks again.",
    },
    {
      title: "Types",
      command: { ...at, command: node(inModules("typescript/bin/tsc"), "--noEmit") },
      onFailure: "Correct them; npm run types looks again.",
    },
    {
      // The tests run what is built.
      title: "Build",
      command: { ...at, command: node(inModules("tsx/dist/cli.mjs"), join(root, "infrastructure/build.ts")) },
      onFailure: "Correct what it names; npm run build builds again.",
    },
    {
      title: allTests ? "Every test" : "Tests of what is deployed",
      command: { ...at, command: node(...jest) },
      failing: failingTests,
      onFailure: `Correct what fails; npm test${allTests ? "" : ` -- ${tests.join(" ")}`} runs them again.`,
    },
    {
      title: ["ask deploy", ...passedOn].join(" "),
      command: { ...at, command: [ask, "deploy", ...passedOn], inTerminal: true },
      onFailure: [
        "ask-cli says above what failed, and notes in .ask/ask-states.json what it has",
        "made: correct the cause, type npm run deploy again, and it goes on from there.",
        "- A failure of CloudFormation's: the AWS console has the stack's events, with",
        "  the first failure furthest down.",
        "- A stack that was never up stays as ROLLBACK_COMPLETE, and the next deploy makes",
        "  another: delete the first there.",
        "- UnreservedConcurrentExecution below its minimum: set SnapshotConcurrency in",
        '  ask-resources.json to "0".',
        "- ask-cli is not configured yet: type ask configure",
      ].join("\n"),
    },
  ];
}
