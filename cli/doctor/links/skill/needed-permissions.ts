import { type Permission, permissions, type Resource } from "../../../../infrastructure/permissions.ts";
import { type EntryPoint, partsOf } from "../../reads/functions.ts";
import type { StackAsItIs } from "../../reads/stack.ts";

/** What a function's role has to allow. */
export interface NeededPermission {
  readonly actions: readonly string[];
  /** One that stands for all that it is for, as an ARN without wildcards. */
  readonly resource: string;
  /** All that it is for, as a policy has it. */
  readonly resourcePattern: string;
  /** Of the table: what the partition keys begin with. */
  readonly keys: readonly string[];
  /** The failure's code that people see where it lacks. */
  readonly code?: string;
}

/** What an entry point's function needs, on the resources that a stack has; it leaves out what a stack has not. */
export function neededPermissions(
  stack: Pick<StackAsItIs, "stackId" | "region" | "accountId" | "resources">,
  entryPoint: EntryPoint,
): readonly NeededPermission[] {
  const { stackId, region, accountId } = stack;
  const partition = stackId.split(":")[1] ?? "aws";
  const idOf = (logicalId: string) => stack.resources[logicalId]?.physicalId ?? "";
  const bucket = idOf("SnapshotBucket");
  const logs = idOf(partsOf[entryPoint].logs);
  const arn = (id: string, rest: string) => (id === "" ? "" : `arn:${partition}:${rest}`);
  const channels = (channel: string) => arn("channel", `kinesisvideo:${channel}`);
  const places: Readonly<Record<Resource | "logs", Place>> = {
    channels: {
      resource: channels(`${region}:${accountId}:channel/front-door/1700000000000`),
      resourcePattern: channels(`*:${accountId}:channel/*`),
      code: "kvs-denied",
    },
    table: {
      ...exactly(arn(idOf("Table"), `dynamodb:${region}:${accountId}:table/${idOf("Table")}`)),
      code: "state-unreachable",
    },
    "events-secret": { ...exactly(idOf("EventsSecret")), code: "secret-unreadable" },
    "snapshot-secret": { ...exactly(idOf("SnapshotSecret")), code: "secret-unreadable" },
    "dead-letters": exactly(queueArn(idOf("DeadLetters"), partition, region)),
    pictures: {
      resource: arn(bucket, `s3:::${bucket}/front-door.jpg`),
      resourcePattern: arn(bucket, `s3:::${bucket}/*`),
      code: "snapshots-unreachable",
    },
    "picture-bucket": { ...exactly(arn(bucket, `s3:::${bucket}`)), code: "snapshots-unreachable" },
    logs: {
      resource: arn(logs, `logs:${region}:${accountId}:log-group:${logs}:log-stream:examined`),
      resourcePattern: arn(logs, `logs:${region}:${accountId}:log-group:${logs}:*`),
    },
  };
  const all: readonly (Omit<Permission, "on"> & { readonly on: Resource | "logs" })[] = [
    ...permissions[entryPoint],
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], on: "logs" },
  ];
  return all
    .map(({ actions, on, keys = [] }) => ({ actions, keys, ...places[on] }))
    .filter(({ resource }) => resource !== "");
}

type Place = Pick<NeededPermission, "resource" | "resourcePattern" | "code">;

function exactly(resource: string): Place {
  return { resource, resourcePattern: resource };
}

/** A queue's ARN by its URL, `https://sqs.<region>.amazonaws.com/<account>/<name>`, which is what a stack calls it by. */
function queueArn(url: string, partition: string, region: string): string {
  const [name, account] = url.split("/").reverse();
  return name === undefined || account === undefined ? "" : `arn:${partition}:sqs:${region}:${account}:${name}`;
}
