import ora from "ora";
import { findAsk, installAsk } from "./ask/find-ask.ts";
import { endForWrongUsage, refuseForgottenDashes } from "./command-line.ts";
import { nextSteps } from "./deploy/next-steps.ts";
import { type DeployArguments, deployOptions, readDeployArguments } from "./deploy/read-arguments.ts";
import { runSteps } from "./deploy/run-steps.ts";
import { deploySteps } from "./deploy/steps.ts";
import { projectRoot } from "./project-root.ts";

const usage = `Usage: npm run deploy [-- OPTIONS]

Checks the project, its types and the tests of what is deployed, and then runs ask deploy, which makes or updates the
skill and its stack on AWS. It ends with the first step that fails.

  --all-tests   run every test; they take minutes
  --new-skill   in CI: a skill is to be made, although none is noted in .ask/ask-states.json
  --help        print this

These go to ask deploy: --profile NAME, --ignore-hash, --target TARGET, --debug.
`;

const given = readGiven();
if (given.help) {
  process.stdout.write(usage);
  process.exit();
}
const { env: environment } = process;
const ask = await findAsk(environment);
if (ask === undefined) {
  process.stderr.write(`error: ${installAsk}\n`);
  process.exit(1);
}
const tell = (text: string) => void process.stdout.write(text);
const steps = deploySteps({ root: projectRoot, ask, environment }, given);
const ok = await runSteps(steps, { tell, wait, now: () => performance.now() });
if (ok) tell(nextSteps);
else process.exitCode = 1;

function readGiven(): DeployArguments {
  try {
    refuseForgottenDashes("deploy", deployOptions);
    return readDeployArguments(process.argv.slice(2));
  } catch (error) {
    return endForWrongUsage("deploy", error as Error);
  }
}

/** A spinner in a terminal that has a size, without which ora would clear lines without end; elsewhere the step's title is enough. */
function wait(title: string): () => void {
  if (!process.stdout.isTTY || process.stdout.columns === 0) return () => {};
  const spinner = ora({ text: title, stream: process.stdout, discardStdin: false }).start();
  return () => void spinner.stop();
}
