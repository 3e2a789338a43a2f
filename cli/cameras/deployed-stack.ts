import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import * as z from "zod/mini";
import { call, PATIENCE } from "./aws-call.ts";

/** Where ask-cli notes what it has deployed, in the skill's folder. */
const STATES_FILE = join(".ask", "ask-states.json");

/** As much of it as is of use here. Source: ask-cli 2.30, cfn-deployer. */
const statesSchema = z.object({
  profiles: z.record(
    z.string(),
    z.object({
      skillInfrastructure: z.optional(
        z.object({
          "@ask-cli/cfn-deployer": z.optional(
            z.object({
              deployState: z.optional(z.record(z.string(), z.object({ stackId: z.optional(z.string()) }))),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** A CloudFormation stack, as `ask deploy` left its id. */
export interface DeployedStack {
  readonly stackId: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
}

/** Whose stack is asked for: a profile of ask-cli's, and one of Alexa's regions as ask-resources.json names them. */
export interface StackChoice {
  readonly profile: string;
  readonly alexaRegion: string;
}

/**
 * Finds the stack that `ask deploy` has made from a folder. Gives a sentence where it has made none of that profile and
 * region, and undefined where nothing was deployed from here.
 * @throws {Error} when ask-cli's file cannot be read.
 */
export async function findStack(
  folder: string,
  { profile, alexaRegion }: StackChoice,
): Promise<DeployedStack | string | undefined> {
  const text = await readFile(join(folder, STATES_FILE), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { profiles } = parse(text);
  const names = Object.keys(profiles);
  const ofProfile = profiles[profile];
  if (ofProfile === undefined) {
    return `${STATES_FILE} has no profile ${profile}; it has: ${names.join(", ") || "none"}. Choose one by --profile.`;
  }
  const stacks = ofProfile.skillInfrastructure?.["@ask-cli/cfn-deployer"]?.deployState ?? {};
  const regions = Object.keys(stacks).filter((name) => stacks[name]?.stackId !== undefined);
  const { stackId } = stacks[alexaRegion] ?? {};
  if (stackId !== undefined) return readStackId(stackId);
  return regions.length === 0
    ? `${STATES_FILE} has no stack of profile ${profile}: run ask deploy to its end.`
    : `${STATES_FILE} has no stack for Alexa's region ${alexaRegion}; it has: ${regions.join(", ")}. Choose one by --alexa-region.`;
}

function parse(text: string): z.infer<typeof statesSchema> {
  try {
    return z.parse(statesSchema, JSON.parse(text));
  } catch {
    throw new Error(`${STATES_FILE} is not what ask-cli writes: correct it, or give --table and --region`);
  }
}

function readStackId(stackId: string): DeployedStack {
  const match = /^arn:[a-z-]+:cloudformation:([a-z0-9-]+):(\d+):stack\/([A-Za-z0-9-]+)\//.exec(stackId);
  if (match === null) throw new Error(`${STATES_FILE} has a stackId that is no CloudFormation stack's ARN`);
  const [, region = "", accountId = "", name = ""] = match;
  return { stackId, name, region, accountId };
}

/**
 * Reads a stack's outputs.
 * @throws {Error} in words for people.
 */
export async function readOutputs({
  stackId,
  name,
  region,
  accountId,
}: DeployedStack): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient({ region, ...PATIENCE });
  try {
    const { Stacks } = await call(
      { action: "cloudformation:DescribeStacks", region, missing: missingStack(name, accountId) },
      client.send(new DescribeStacksCommand({ StackName: stackId })),
    );
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
  } finally {
    client.destroy();
  }
}

function missingStack(name: string, accountId: string): string {
  return `there is no stack ${name} any more, or these credentials are of another account than ${accountId}: choose others by AWS_PROFILE, or deploy the skill again`;
}
