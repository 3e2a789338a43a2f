import {
  ASK_STATES,
  type DeployedState,
  deployedState,
  readAskStates,
} from "../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { forgetEndpoints } from "./ask/forget-endpoints.ts";
import { profileOf } from "./ask/profile.ts";
import { seedAskStates, stacksOf } from "./ask/seed-states.ts";
import { isSkillId, noSkillId } from "./ask/skill-id.ts";
import { refuseUnknownProfile } from "./ask/unknown-profile.ts";
import { readCommandLine } from "./command-line.ts";
import { projectRoot } from "./project-root.ts";

// `npm run deploy:state`: .ask/ask-states.json is git-ignored, and without it ask-cli makes the skill a second time.
const usage = `Usage: npm run deploy:state [-- OPTIONS]

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

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  "skill-id": text,
  "stack-id": { ...text, multiple: true },
  bucket: { ...text, multiple: true },
  profile: text,
  replace: flag,
  json: flag,
  help: flag,
} as const;

const {
  seed,
  profile: typed,
  json,
} = readCommandLine({ script: "deploy:state", usage, options }, ({ values }) => {
  const { "skill-id": skillId, "stack-id": stackIds = [], bucket: buckets = [], replace = false } = values;
  if (skillId === undefined) {
    if (stackIds.length + buckets.length > 0) throw new Error("--stack-id and --bucket go with --skill-id");
    return { ...values, seed: undefined };
  }
  if (!isSkillId(skillId)) throw new Error(noSkillId(skillId));
  const stacks = stacksOf({ stackIds, buckets });
  if (typeof stacks === "string") throw new Error(stacks);
  return { ...values, seed: { skillId, stacks, replace } };
});

try {
  const profile = profileOf(typed, process.env);
  await refuseUnknownProfile(projectRoot, profile);
  if (seed !== undefined) {
    await seedAskStates(projectRoot, { profile, ...seed });
    const changed = await forgetEndpoints(projectRoot, profile);
    if (changed !== undefined) process.stderr.write(`${changed}: the functions of an earlier deploy were taken out\n`);
  }
  const state = deployedState(await readAskStates(projectRoot), profile);
  process.stdout.write(json ? `${JSON.stringify({ profile, ...state })}\n` : describe(profile, state));
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 1;
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
