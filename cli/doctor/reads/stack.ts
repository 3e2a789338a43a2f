import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { PATIENCE, unlessNamed } from "../../cameras/aws-call.ts";
import type { DeployedStack } from "../../cameras/deployed-stack.ts";
import { askAws } from "../ask-aws.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { readAskProfile } from "./ask-profile.ts";
import { deployStateLine } from "./deploy-state-line.ts";
import { type Deployed, readDeployed } from "./deployed.ts";
import { npmRun } from "./npm-run.ts";

/** A stack as CloudFormation describes it. */
export interface StackAsItIs extends DeployedStack {
  /** Such as `UPDATE_COMPLETE`. */
  readonly status: string;
  /** Why it is so, in CloudFormation's words, where it says. */
  readonly statusReason: string | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  /** A secret's value is `****`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By logical id; the physical one is "" where a resource was never made. */
  readonly resources: Readonly<Record<string, { readonly type: string; readonly physicalId: string }>>;
  /** Whether it was made of the template in the folder; undefined where that cannot be told. */
  readonly templateIsHere: boolean | undefined;
}

/** The client of CloudFormation in a region, for the whole examination. */
export function cloudFormationIn(patient: Patient, region: string): CloudFormationClient {
  return patient.client(`cloudformation ${region}`, () => new CloudFormationClient({ region, ...PATIENCE }));
}

/**
 * Reads the stack that is examined, whatever its state.
 * @throws {Broken} `stack-missing` when there is none, and as {@link askAws}.
 */
export async function readStack(patient: Patient): Promise<StackAsItIs> {
  const deployed = await patient.read(readDeployed);
  const { stack } = deployed;
  const { stackId, region } = stack;
  const client = cloudFormationIn(patient, region);
  const ask = <Reply>(action: string, reply: Promise<Reply>) =>
    askAws({ action: `cloudformation:${action}`, service: "CloudFormation", region }, reply);

  const [described, resources, templateIsHere] = await Promise.all([
    ask("DescribeStacks", missingAsNone(client.send(new DescribeStacksCommand({ StackName: stackId })))),
    ask(
      "DescribeStackResources",
      missingAsNone(client.send(new DescribeStackResourcesCommand({ StackName: stackId }))),
    ),
    isTemplateHere(patient, client, stackId),
  ]);
  const found = described?.Stacks?.[0];
  if (found?.StackStatus === undefined || found.StackStatus === "DELETE_COMPLETE") throw missing(patient, deployed);
  const entries = <Item>(items: readonly Item[] | undefined, entry: (item: Item) => readonly [string, string]) =>
    Object.fromEntries((items ?? []).map(entry));
  return {
    ...stack,
    status: found.StackStatus,
    statusReason: found.StackStatusReason,
    outputs: entries(found.Outputs, ({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
    parameters: entries(found.Parameters, ({ ParameterKey = "", ParameterValue = "" }) => [
      ParameterKey,
      ParameterValue,
    ]),
    resources: Object.fromEntries(
      (resources?.StackResources ?? [])
        .filter(({ ResourceStatus }) => ResourceStatus !== "DELETE_COMPLETE")
        .map(({ LogicalResourceId = "", ResourceType = "", PhysicalResourceId = "" }) => [
          LogicalResourceId,
          { type: ResourceType, physicalId: PhysicalResourceId },
        ]),
    ),
    templateIsHere,
  };
}

/** CloudFormation says of a stack that it has not that the call is not valid. */
const missingAsNone = <Reply>(reply: Promise<Reply>): Promise<Reply | undefined> =>
  reply.catch(unlessNamed("ValidationError"));

function missing(patient: Patient, { skillId, stack, stacks }: Deployed): Broken {
  const { name, region, accountId } = stack;
  return new Broken({
    breakage: "stack-missing",
    sentence: `There is no stack ${name} in ${region} of the account ${accountId} any more: it was deleted.`,
    remedy: {
      say: "Deploy again: ask-cli makes another stack, with a table of its own. The old table outlived its stack, with its cameras and grants: look for it in the DynamoDB console.",
      type: [deployStateLine(patient, skillId, stacks), npmRun("deploy", patient)],
    },
  });
}

/** Undefined as well where whoever asks may not see it: nothing else depends on it. */
async function isTemplateHere(
  patient: Patient,
  client: CloudFormationClient,
  stackId: string,
): Promise<boolean | undefined> {
  try {
    const { templatePath = "" } = (await patient.read(readAskProfile)).region;
    const [{ TemplateBody = "" }, here] = await Promise.all([
      client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: "Original" })),
      readFile(join(patient.folder, templatePath), "utf8"),
    ]);
    return plain(TemplateBody) === plain(here);
  } catch {
    return undefined;
  }
}

/** A template as CloudFormation keeps it. Not verified: that it gives a question mark for what is no ASCII. */
function plain(template: string): string {
  return template
    .replace(/\r\n/g, "\n")
    .replace(/[^\n -~]/gu, "?")
    .trim();
}
