import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "../../aws/aws-server.ts";
import { type QueryCall, queryReplies, type Reply, readQuery } from "../../aws/query.ts";
import type { AccessKey } from "../../signaling-service/access/access-keys.ts";
import { permitsAction } from "../../signaling-service/access/permits.ts";
import type { DeployedStack, ReadArtifact } from "../deployed-stack.ts";
import { describeEvents, describeResources, describeStack } from "./describe.ts";
import { invalid, refused } from "./errors.ts";
import type { Stack } from "./stack.ts";
import { createStacks, type StackRequest } from "./stacks.ts";

export { judgeTemplate, type TemplateFinding } from "./judge-template.ts";
export { triggersIn } from "./triggers.ts";

/** What the stand-in is started with. */
export interface CloudFormationOptions {
  readonly accessKeys: readonly AccessKey[];
  /** The buckets in which functions' code is. */
  readonly readArtifact: ReadArtifact;
  /** Twelve digits. */
  readonly accountId?: string;
  /** How many executions at once the account's functions may have in a region: 1000; a new account's may be 10. */
  readonly concurrentExecutions?: number;
  /** Told of a stack whenever something was done to it, before the call is answered. */
  readonly onStack?: (stack: DeployedStack) => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** A running CloudFormation of one account, in every region. */
export interface CloudFormation extends AwsServer {
  /** The stacks that are not deleted. */
  stacks(): readonly DeployedStack[];
  /** By id, or by name where one stack has it; also one that is deleted. */
  stackOf(nameOrId: string): DeployedStack | undefined;
}

const replies = queryReplies("http://cloudformation.amazonaws.com/doc/2010-05-15/");

/** One call, read. */
interface Call {
  readonly query: QueryCall;
  readonly region: string;
}

/**
 * Starts a stand-in for CloudFormation on loopback: CreateStack, UpdateStack, DescribeStacks, DescribeStackEvents,
 * DescribeStackResource, DescribeStackResources, GetTemplate and DeleteStack. Resources are made as far as names, ARNs
 * and AWS's own checks go; nothing runs. A stack is ready when the call that made it is answered.
 * Source: CloudFormation API reference. Not verified: the words of most refusals.
 */
export async function startCloudFormation(options: CloudFormationOptions): Promise<CloudFormation> {
  const { accessKeys, readArtifact, accountId = "123456789012", concurrentExecutions = 1000, now = Date.now } = options;
  const { onStack = () => {} } = options;
  const stacks = createStacks({ accountId, readArtifact, concurrentExecutions, now });

  function stackOf({ query, region }: Call, message: (name: string) => string): Stack {
    const name = query.text("StackName") ?? "";
    const stack = stacks.find(region, name);
    if (stack === undefined) throw invalid(message(name));
    return stack;
  }

  async function told(making: Promise<Stack>): Promise<Reply> {
    const stack = await making;
    onStack(stack);
    return { StackId: stack.stackId };
  }

  const operations: Readonly<Record<string, (call: Call) => Reply | Promise<Reply>>> = {
    CreateStack: (call) => told(stacks.create(requestIn(call))),
    UpdateStack: (call) => told(stacks.update(requestIn(call))),
    DescribeStacks(call) {
      if (call.query.text("StackName") !== undefined) {
        return { Stacks: [describeStack(stackOf(call, (name) => `Stack with id ${name} does not exist`))] };
      }
      const here = stacks.all.filter(({ region, status }) => region === call.region && status !== "DELETE_COMPLETE");
      return { Stacks: here.toReversed().map(describeStack) };
    },
    DescribeStackEvents: (call) => ({
      StackEvents: describeEvents(stackOf(call, (name) => `Stack [${name}] does not exist`)),
    }),
    DescribeStackResource(call) {
      const stack = stackOf(call, (name) => `Stack '${name}' does not exist`);
      const wanted = call.query.text("LogicalResourceId") ?? "";
      const at = Object.keys(stack.resources).indexOf(wanted);
      if (at < 0) throw invalid(`Resource ${wanted} does not exist for stack ${stack.name}`);
      return { StackResourceDetail: describeResources(stack)[at] };
    },
    DescribeStackResources: (call) => ({
      StackResources: describeResources(stackOf(call, (name) => `Stack with id ${name} does not exist`)),
    }),
    GetTemplate: (call) => ({
      TemplateBody: stackOf(call, (name) => `Stack with id ${name} does not exist`).templateBody,
      // Of templates with macros alone the second is another one.
      StagesAvailable: ["Original", "Processed"],
    }),
    DeleteStack({ query, region }) {
      const name = query.text("StackName") ?? "";
      const stack = stacks.find(region, name);
      stacks.delete(region, name);
      if (stack !== undefined) onStack(stack);
      return undefined;
    },
  };

  async function handle({ body, key, region }: SignedCall): Promise<AwsReply> {
    const query = readQuery(body);
    const operation = Object.hasOwn(operations, query.action) ? operations[query.action] : undefined;
    if (operation === undefined) {
      throw refused("InvalidAction", `Could not find operation ${query.action} for version 2010-05-15`);
    }
    if (!permitsAction(key, `cloudformation:${query.action}`)) {
      const who = `arn:aws:iam::${accountId}:user/${key.name ?? "rehearsal"}`;
      const message = `User: ${who} is not authorized to perform: cloudformation:${query.action}`;
      throw refused("AccessDeniedException", message, 403);
    }
    return replies.reply(query.action, await operation({ query, region }));
  }

  const server = await startAwsServer({
    service: "cloudformation",
    accessKeys,
    handle,
    errorReply: replies.error,
    throttled: { name: "Throttling", status: 400 },
  });
  return {
    ...server,
    stacks: () => stacks.all.filter(({ status }) => status !== "DELETE_COMPLETE"),
    stackOf: (nameOrId) => stacks.all.findLast(({ stackId, name }) => stackId === nameOrId || name === nameOrId),
  };
}

function requestIn({ query, region }: Call): StackRequest {
  if (query.text("TemplateURL") !== undefined)
    throw invalid("This stand-in takes no TemplateURL, only a TemplateBody.");
  return {
    region,
    stackName: query.text("StackName") ?? "",
    templateBody: query.text("TemplateBody"),
    capabilities: query.texts("Capabilities"),
    parameters: query.structures("Parameters").map(({ ParameterKey = "", ParameterValue, UsePreviousValue }) => ({
      key: ParameterKey,
      value: ParameterValue,
      usePrevious: UsePreviousValue === "true",
    })),
  };
}
