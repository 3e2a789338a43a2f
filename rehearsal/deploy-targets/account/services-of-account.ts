import type { AwsServer } from "../../aws/aws-server.ts";
import { type EventBus, startEventBus } from "../../aws/event-bus.ts";
import { type FunctionCode, startLambdaService } from "../../aws/lambda.ts";
import { type Logs, startLogs } from "../../aws/logs.ts";
import { type Secrets, startSecrets } from "../../aws/secrets.ts";
import { startTables, type Tables } from "../../aws/tables.ts";
import type { Happenings } from "../../happenings.ts";
import type { AccessKey } from "../../signaling-service/access/access-keys.ts";
import { type SignalingService, startSignalingService } from "../../signaling-service/index.ts";
import type { Keep } from "../../stoppable.ts";
import { eventRules } from "./event-rules.ts";
import { startIam } from "./iam/index.ts";
import type { Identities } from "./identities.ts";
import { type LambdaControlOptions, lambdaControl } from "./lambda-control/index.ts";
import type { LiveStacks } from "./live-stacks.ts";
import { logGroupsIn } from "./log-groups.ts";
import { keepPutSecret } from "./put-secret.ts";
import { startSts } from "./sts.ts";

/** AWS's services in an account, with nothing in them yet: those whose addresses do not depend on a stack. */
export interface AccountServices {
  readonly signaling: SignalingService;
  readonly tables: Tables;
  readonly secrets: Secrets;
  readonly eventBus: EventBus;
  readonly sts: AwsServer;
  readonly iam: AwsServer;
  /** Where functions log. */
  readonly logs: Logs;
  /** The functions of a region that the owner can invoke, by name; each stack adds its own. */
  functionsIn(region: string): Record<string, FunctionCode>;
  /** The ARN of each table, by its name; each stack adds its own. */
  readonly tableArns: Map<string, string>;
  /** By the names of variables: where an AWS client finds these services. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** What they are started with. */
export interface AccountServicesOptions extends LambdaControlOptions {
  readonly identities: Identities;
  /** The stacks whose resources the services show and change. */
  readonly stacks: LiveStacks;
  readonly signalingRegion: string;
  /** Asked how long a channel is CREATING, UPDATING or DELETING, in milliseconds; 0 by default. */
  readonly channelDelay?: () => number;
  readonly happenings: Happenings;
  /** Takes what is put onto the event bus of a region. */
  readonly deliver: (event: { readonly region: string }) => void;
}

/** Starts KVS in one region, and the others in all of them. */
export async function startAccountServices(options: AccountServicesOptions, keep: Keep): Promise<AccountServices> {
  const { identities, stacks, signalingRegion, accountId, happenings, deliver } = options;
  const { accessKeys, owner, may } = identities;
  const tableArns = new Map<string, string>();
  const functions = new Map<string, Record<string, FunctionCode>>();
  function functionsIn(region: string): Record<string, FunctionCode> {
    const here = functions.get(region) ?? {};
    functions.set(region, here);
    return here;
  }
  const signaling = await keep(
    startSignalingService({
      region: signalingRegion,
      accountId,
      credentials: owner,
      accessKeys,
      channelDelayMilliseconds: options.channelDelay ?? 0,
      onEvent: (event) => happenings.emit("service", event),
      onTraffic: (traffic) => happenings.emit("traffic", traffic),
    }),
  );
  const tables = await keep(
    startTables({
      accessKeys,
      mayTouch: (key, action, partition, tableName) =>
        may(key, {
          action,
          resource: tableArns.get(tableName) ?? tableName,
          ...(partition !== "" && { context: { "dynamodb:LeadingKeys": partition } }),
        }),
    }),
  );
  const mayDo = (key: AccessKey, action: string, resource: string) => may(key, { action, resource });
  const onPut = (arn: string, text: string) => keepPutSecret(arn, text, stacks);
  const secrets = await keep(startSecrets({ accessKeys, secrets: {}, may: mayDo, onPut }));
  const operations = eventRules({ stacks, identities, accountId });
  const eventBus = await keep(startEventBus({ accessKeys, account: accountId, operations, deliver }));
  const mayInvoke = (key: AccessKey, name: string, region: string) =>
    mayDo(key, "lambda:InvokeFunction", `arn:aws:lambda:${region}:${accountId}:function:${name}`);
  const lambda = await keep(
    startLambdaService({ accessKeys, functions: functionsIn, mayInvoke, operations: lambdaControl(options) }),
  );
  const groupsIn = (region: string) => logGroupsIn(region, stacks);
  const logs = await keep(startLogs({ accessKeys, groupsIn, may: mayDo }));
  const sts = await keep(startSts(identities));
  const iam = await keep(startIam({ identities, stacks }));
  return {
    signaling,
    tables,
    secrets,
    eventBus,
    sts,
    iam,
    logs,
    functionsIn,
    tableArns,
    addresses: {
      AWS_ENDPOINT_URL_DYNAMODB: tables.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: eventBus.url,
      AWS_ENDPOINT_URL_KINESIS_VIDEO: signaling.controlPlaneUrl,
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_ENDPOINT_URL_IAM: iam.url,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs.url,
    },
  };
}
