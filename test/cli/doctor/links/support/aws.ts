import { type AwsServer, startAwsServer } from "../../../../../rehearsal/aws/aws-server.ts";
import { queryReplies, type Reply, readQuery } from "../../../../../rehearsal/aws/query.ts";
import { refused } from "../../../../../rehearsal/aws/refused.ts";
import { startSts } from "../../../../../rehearsal/deploy-targets/account/sts.ts";
import type { AccessKey } from "../../../../../rehearsal/signaling-service/access/access-keys.ts";

/** Of the user in the environment, and of one of another account. */
export const owner = { accessKeyId: "AKIAOWNER", secretAccessKey: "the owner's secret" };
export const stranger = { accessKeyId: "AKIASTRANGER", secretAccessKey: "the stranger's secret" };
export const ACCOUNT = "123456789012";
export const OTHER_ACCOUNT = "210987654321";

/** A stack as CloudFormation describes it. */
export interface TestStack {
  readonly stackId: string;
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  /** Type and physical id, by logical id. */
  readonly resources?: Readonly<Record<string, readonly [type: string, physicalId: string]>>;
  /** Undefined where the caller may not see it. */
  readonly template?: string;
}

/** AWS as the doctor asks it about its caller and the caller's stacks. */
export interface TestAws {
  readonly sts: AwsServer;
  readonly cloudFormation: AwsServer;
  /** Variables by which AWS's clients find them, and the owner's key. */
  readonly environment: Readonly<Record<string, string>>;
  /** The stacks from now on, by region. */
  has(stacks: Readonly<Record<string, readonly TestStack[]>>): void;
  stop(): Promise<void>;
}

/** Starts it; there is no stack at first. @param others who may ask it as well. */
export async function startTestAws(others: readonly AccessKey[] = []): Promise<TestAws> {
  const accessKeys = [owner, stranger, ...others];
  let stacks: Readonly<Record<string, readonly TestStack[]>> = {};
  const callerOf = ({ accessKeyId }: { readonly accessKeyId: string }) => {
    const accountId = accessKeyId === owner.accessKeyId ? ACCOUNT : OTHER_ACCOUNT;
    return { accountId, arn: `arn:aws:iam::${accountId}:user/deployer`, userId: "AIDA0" };
  };
  const { reply, error } = queryReplies("http://cloudformation.amazonaws.com/doc/2010-05-15/");
  const sts = await startSts({ accessKeys, callerOf });
  const cloudFormation = await startAwsServer({
    service: "cloudformation",
    accessKeys,
    errorReply: error,
    throttled: { name: "Throttling", status: 400 },
    handle({ body, region }) {
      const { action, text } = readQuery(body);
      const here = stacks[region] ?? [];
      const name = text("StackName");
      const stack = here.find((each) => [each.stackId, each.name].includes(name ?? ""));
      if (name !== undefined && stack === undefined) {
        throw refused("ValidationError", `Stack with id ${name} does not exist`);
      }
      return reply(action, resultOf(action, stack === undefined ? here : [stack]));
    },
  });
  return {
    sts,
    cloudFormation,
    environment: {
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
      AWS_ACCESS_KEY_ID: owner.accessKeyId,
      AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
    },
    has(next) {
      stacks = next;
    },
    async stop() {
      await Promise.all([sts.stop(), cloudFormation.stop()]);
    },
  };
}

function resultOf(action: string, stacks: readonly TestStack[]): Reply {
  const [stack] = stacks;
  switch (action) {
    case "DescribeStacks":
      return { Stacks: stacks.map(describe) };
    case "DescribeStackResources":
      return {
        StackResources: Object.entries(stack?.resources ?? {}).map(([LogicalResourceId, [type, physicalId]]) => ({
          LogicalResourceId,
          ResourceType: type,
          PhysicalResourceId: physicalId,
          Timestamp: new Date(0),
          ResourceStatus: "CREATE_COMPLETE",
        })),
      };
    case "GetTemplate":
      if (stack?.template === undefined) throw refused("AccessDeniedException", "not allowed", 403);
      return { TemplateBody: stack.template };
    default:
      throw refused("InvalidAction", `There is no ${action} here.`);
  }
}

function describe({ stackId, name, status, reason, parameters = {}, outputs = {} }: TestStack): Reply {
  return {
    StackId: stackId,
    StackName: name,
    CreationTime: new Date(0),
    StackStatus: status,
    StackStatusReason: reason,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}
