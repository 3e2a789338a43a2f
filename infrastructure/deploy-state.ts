import { parseArgs } from "node:util";
import {
  ASK_STATES,
  type DeployedState,
  deployedState,
  readAskStates,
} from "../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { forgetEndpoints } from "./ask/forget-endpoints.ts";
import { profileOf } from "./ask/profile.ts";
import { seedAskStates, stacksOf } from "./ask/seed-states.ts";
import { projectRoot } from "./project-root.ts";

// `npm run deploy:state`: .ask/ask-states.json is git-ignored, and without it ask-cli makes the skill a second time.
const usage = `Usage: npm run deploy:state [-- options]

Says which skill and which stacks "ask deploy" updates from this folder, and tells
it: in a pipeline before each deploy, or where ${ASK_STATES} was lost. A deploy
that is not told makes another skill and another stack.

  --skill-id ID              the skill: amzn1.ask.skill.…
  --stack-id [REGION=]ARN    its CloudFormation stack; once for each of Alexa's
                             regions as ask-resources.json names them
                             (default, NA, EU, FE), "default" without a region
  --bucket [REGION=]NAME     the S3 bucket of the stack's code (its parameter
                             CodeBucket); without it ask-cli makes a new one
  --profile NAME             ask-cli's profile; the one it would take without it
  --replace                  although the profile has another skill or stack
  --json                     print what is there as JSON
  --help                     print this

Without --skill-id it changes nothing. With it, functions that an earlier deploy
has written into skill.json are taken out: they may be another skill's.
`;

class WrongUsage extends Error {}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof WrongUsage;
  process.stderr.write(`error: ${(error as Error).message}\n${isUsage ? `\n${usage}` : ""}`);
  process.exitCode = isUsage ? 2 : 1;
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help) return void process.stdout.write(usage);
  const { replace, json } = options;
  const profile = profileOf(options.profile, process.env);
  const skillId = options["skill-id"];
  const given = { stackIds: options["stack-id"] ?? [], buckets: options.bucket ?? [] };
  if (skillId === undefined && given.stackIds.length + given.buckets.length > 0) {
    throw new WrongUsage("--stack-id and --bucket go with --skill-id");
  }
  if (skillId !== undefined) {
    const stacks = stacksOf(given);
    if (typeof stacks === "string") throw new WrongUsage(stacks);
    await seedAskStates(projectRoot, { profile, skillId, stacks, replace });
    const changed = await forgetEndpoints(projectRoot, profile);
    if (changed !== undefined) process.stderr.write(`${changed}: the functions of an earlier deploy were taken out\n`);
  }
  const state = deployedState(await readAskStates(projectRoot), profile);
  process.stdout.write(json ? `${JSON.stringify({ profile, ...state })}\n` : describe(profile, state));
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        "skill-id": { type: "string" },
        "stack-id": { type: "string", multiple: true },
        bucket: { type: "string", multiple: true },
        profile: { type: "string" },
        replace: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

function describe(profile: string, { skillId, stacks }: DeployedState): string {
  if (skillId === undefined) {
    return `Nothing is noted of profile ${profile}: "ask deploy" would make a new skill and a new stack.\n`;
  }
  const flags = Object.entries(stacks).flatMap(([region, { stackId, bucket }]) => [
    ...(stackId === undefined ? [] : [`--stack-id ${region}=${stackId}`]),
    ...(bucket === undefined ? [] : [`--bucket ${region}=${bucket}`]),
  ]);
  const named = profile === "default" ? [] : [`--profile ${profile}`];
  const command = ["npm run deploy:state --", ...named, `--skill-id ${skillId}`, ...flags].join(" \\\n  ");
  return `"ask deploy" with profile ${profile} updates this skill. To say so elsewhere:\n\n${command}\n`;
}
