import * as z from "zod/mini";
import type { DeployedStack } from "../deployed-stack.ts";
import type { Developer } from "../developer.ts";
import type { ProgramRun } from "../run-program.ts";
import { expect } from "../scenario.ts";
import type { Story } from "../story.ts";

/** What a deploy has left behind. */
export interface Deployed {
  readonly skillId: string;
  readonly stack: DeployedStack;
}

/** Where ask-cli's notes of a deploy are. */
export interface DeployedWith {
  /** `default` by default. */
  readonly profile?: string;
  /** As ask-resources.json names it; `default` by default. */
  readonly alexaRegion?: string;
}

/** `ask deploy`, to its good end. */
export async function deploy(story: Story, developer: Developer, noted: DeployedWith = {}): Promise<Deployed> {
  return ended("ask deploy", await developer.askDeploy(), story, developer, noted);
}

/** `npm run deploy`, to its good end: the checks, the tests and `ask deploy`. */
export async function checkAndDeploy(story: Story, developer: Developer): Promise<Deployed> {
  return ended("npm run deploy", await developer.npmRun("deploy"), story, developer);
}

function ended(
  command: string,
  { exitCode, output }: ProgramRun,
  story: Story,
  developer: Developer,
  noted: DeployedWith = {},
): Promise<Deployed> {
  expect(exitCode === 0, `${command} ended with ${exitCode}`);
  // Amazon lets nobody enable a smart-home skill this way: the warning is how every good deploy of one ends.
  expect(output.includes('"smartHome" cannot be enabled'), `${command} did not come to its last step`);
  return deployedBy(story, developer, noted);
}

/** What the deploys so far have left behind. */
export async function deployedBy(
  { amazon }: Story,
  developer: Pick<Developer, "deployed">,
  { profile = "default", alexaRegion = "default" }: DeployedWith = {},
): Promise<Deployed> {
  const { skillId, stacks } = await developer.deployed(profile);
  const { stackId } = stacks[alexaRegion] ?? {};
  expect(skillId !== undefined, "ask-cli has noted no skill");
  expect(stackId !== undefined, `ask-cli has noted no stack of the region ${alexaRegion}`);
  const stack = amazon.cloudFormation.stackOf(stackId);
  expect(stack !== undefined, `there is no stack ${stackId}, although ask-cli has noted it`);
  expect(/^(CREATE|UPDATE)_COMPLETE$/.test(stack.status), `the stack is ${stack.status}`);
  return { skillId, stack: asItStands(stack) };
}

/** A stack as it is now, whatever becomes of it. */
function asItStands({ stackId, name, region, accountId, status, outputs, resources }: DeployedStack): DeployedStack {
  return structuredClone({ stackId, name, region, accountId, status, outputs, resources });
}

/** An output of a stack. */
export function outputOf({ name, outputs }: DeployedStack, output: string): string {
  const value = outputs[output];
  expect(value !== undefined, `the stack ${name} has no output ${output}`);
  return value;
}

const codeSchema = z.object({ Code: z.object({ S3Bucket: z.string(), S3ObjectVersion: z.string() }) });

/** The uploaded code that a stack's functions run: all of them the same. */
function codeOf(stack: DeployedStack): z.infer<typeof codeSchema>["Code"] {
  const codes = Object.values(stack.resources)
    .filter(({ type }) => type === "AWS::Lambda::Function")
    .map(({ properties }) => z.parse(codeSchema, properties).Code);
  const [code] = codes;
  expect(
    code !== undefined && codes.every(({ S3ObjectVersion }) => S3ObjectVersion === code.S3ObjectVersion),
    "the stack's functions do not all run the same upload",
  );
  return code;
}

/** Which upload it is. */
export const codeVersionOf = (stack: DeployedStack): string => codeOf(stack).S3ObjectVersion;

/** The bucket that it is in. */
export const codeBucketOf = (stack: DeployedStack): string => codeOf(stack).S3Bucket;
