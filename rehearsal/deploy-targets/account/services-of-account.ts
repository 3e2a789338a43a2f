import { type EventBus, startEventBus } from "../../aws/event-bus.ts";
import { type FunctionCode, startLambdaService } from "../../aws/lambda.ts";
import { type Secrets, startSecrets } from "../../aws/secrets.ts";
import { startTables, type Tables } from "../../aws/tables.ts";
import type { Happenings } from "../../happenings.ts";
import { type SignalingService, startSignalingService } from "../../signaling-service/index.ts";
import type { Keep } from "../../stoppable.ts";
import type { Identities } from "./identities.ts";

/** AWS's services in an account, with nothing in them yet: those whose addresses do not depend on a stack. */
export interface AccountServices {
  readonly signaling: SignalingService;
  readonly tables: Tables;
  readonly secrets: Secrets;
  readonly eventBus: EventBus;
  /** The functions that the owner can invoke, by name; each stack adds its own. */
  readonly functions: Record<string, FunctionCode>;
  /** The ARN of each table, by its name; each stack adds its own. */
  readonly tableArns: Map<string, string>;
  /** By the names of variables: where an AWS client finds these services. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** What they are started with. */
export interface AccountServicesOptions {
  readonly identities: Identities;
  readonly signalingRegion: string;
  readonly accountId: string;
  readonly happenings: Happenings;
  /** Takes what is put onto the event bus of a region. */
  readonly deliver: (event: { readonly region: string }) => void;
}

/** Starts KVS in one region; DynamoDB, Secrets Manager, EventBridge and Lambda in all of them. */
export async function startAccountServices(options: AccountServicesOptions, keep: Keep): Promise<AccountServices> {
  const { identities, signalingRegion, accountId, happenings, deliver } = options;
  const { accessKeys, owner, may } = identities;
  const tableArns = new Map<string, string>();
  const functions: Record<string, FunctionCode> = {};
  const signaling = await keep(
    startSignalingService({
      region: signalingRegion,
      accountId,
      credentials: owner,
      accessKeys,
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
  const mayRead = (key: { accessKeyId: string }, arn: string) =>
    may(key, { action: "secretsmanager:GetSecretValue", resource: arn });
  const secrets = await keep(startSecrets({ accessKeys, secrets: {}, mayRead }));
  const eventBus = await keep(startEventBus({ accessKeys: [owner], account: accountId, deliver }));
  const lambda = await keep(startLambdaService({ accessKeys: [owner], functions }));
  return {
    signaling,
    tables,
    secrets,
    eventBus,
    functions,
    tableArns,
    addresses: {
      AWS_ENDPOINT_URL_DYNAMODB: tables.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: eventBus.url,
      AWS_ENDPOINT_URL_KINESIS_VIDEO: signaling.controlPlaneUrl,
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    },
  };
}
