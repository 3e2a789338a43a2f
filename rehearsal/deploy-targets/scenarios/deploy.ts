import * as z from "zod/mini";
import type { DeployedStack } from "../deployed-stack.ts";
import type { Developer } from "../developer.ts";
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
  const { exitCode, output } = await developer.askDeploy();
  expect(exitCode === 0, `ask deploy ended with ${exitCode}`);
  // Amazon lets nobody enable a smart-home skill this way: the warning is how every good deploy of one ends.
  expect(output.includes('"smartHome" cannot be enabled'), "ask deploy did not come to its last step");
  return deployedBy(story, developer, noted);
}

/** What the deploys so far have left behind. */
export async function deployedBy(
  { amazon }: Story,
  developer: Developer,
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
