import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { ASK_STATES, deployedState, readAskStates } from "../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { call, PATIENCE } from "./aws-call.ts";

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
  const states = await readAskStates(folder).catch((error: Error) => {
    throw new Error(`${error.message}: correct it, or give --table and --region`);
  });
  if (states === undefined) return undefined;
  if (states.profiles[profile] === undefined) {
    const names = Object.keys(states.profiles).join(", ") || "none";
    return `${ASK_STATES} has no profile ${profile}; it has: ${names}. Choose one by --profile.`;
  }
  const { stacks } = deployedState(states, profile);
  const regions = Object.keys(stacks).filter((name) => stacks[name]?.stackId !== undefined);
  const { stackId } = stacks[alexaRegion] ?? {};
  if (stackId !== undefined) return readStackId(stackId);
  return regions.length === 0
    ? `${ASK_STATES} has no stack of profile ${profile}: run ask deploy to its end.`
    : `${ASK_STATES} has no stack for Alexa's region ${alexaRegion}; it has: ${regions.join(", ")}. Choose one by --alexa-region.`;
}

/**
 * Reads a stack's ARN.
 * @throws {Error} when it is none.
 */
export function readStackId(stackId: string): DeployedStack {
  const match = /^arn:[a-z-]+:cloudformation:([a-z0-9-]+):(\d+):stack\/([A-Za-z0-9-]+)\//.exec(stackId);
  if (match === null) throw new Error(`${ASK_STATES} has a stackId that is no CloudFormation stack's ARN`);
  const [, region = "", accountId = "", name = ""] = match;
  return { stackId, name, region, accountId };
}

/** What a stack says of itself. */
export interface StackSays {
  readonly outputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Reads what a stack says of itself.
 * @throws {Error} in words for people.
 */
export async function readStack({ stackId, name, region, accountId }: DeployedStack): Promise<StackSays> {
  const client = new CloudFormationClient({ region, ...PATIENCE });
  try {
    const { Stacks } = await call(
      { action: "cloudformation:DescribeStacks", region, missing: missingStack(name, accountId) },
      client.send(new DescribeStacksCommand({ StackName: stackId })),
    );
    const { Outputs = [], Parameters = [] } = Stacks?.[0] ?? {};
    return {
      outputs: Object.fromEntries(Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue])),
      parameters: Object.fromEntries(
        Parameters.map(({ ParameterKey = "", ParameterValue = "" }) => [ParameterKey, ParameterValue]),
      ),
    };
  } finally {
    client.destroy();
  }
}

function missingStack(name: string, accountId: string): string {
  return `there is no stack ${name} any more, or these credentials are of another account than ${accountId}: choose others by AWS_PROFILE, or deploy the skill again`;
}
