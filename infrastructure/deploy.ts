import ora from "ora";
import { findAsk, installAsk } from "./ask/find-ask.ts";
import { readDeployArguments } from "./deploy/read-arguments.ts";
import { runSteps } from "./deploy/run-steps.ts";
import { deploySteps } from "./deploy/steps.ts";
import { projectRoot } from "./project-root.ts";

const usage = `Usage: npm run deploy [-- OPTIONS]

Checks the project, its types and the tests of what is deployed, and then runs ask deploy, which makes or updates the
skill and its stack on AWS. It ends with the first step that fails.

  --all-tests   run every test; they take minutes
  --new-skill   in CI: a skill is to be made, although none is noted in .ask/ask-states.json
  --help        print this

Everything else goes to ask deploy: --profile NAME, --ignore-hash, --target TARGET, --debug.
`;

const next = `
✔ Deployed. Where ask-cli has warned that the skill api domain "smartHome" cannot be enabled: it never is by ask-cli, and that is harmless.

Next (docs/setup.md):
  1. npm run account-linking                     once, and after each change of accountLinking.json
  2. enable the skill in the Alexa app           with the account that you link
  3. npx camera-skill cameras add front-door …   and say: “Alexa, discover devices”
`;

const given = readDeployArguments(process.argv.slice(2));
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
if (ok) tell(next);
else process.exitCode = 1;

/** A spinner in a terminal; elsewhere the step's title is enough. */
function wait(title: string): () => void {
  if (!process.stdout.isTTY) return () => {};
  const spinner = ora({ text: title, stream: process.stdout, discardStdin: false }).start();
  return () => void spinner.stop();
}
