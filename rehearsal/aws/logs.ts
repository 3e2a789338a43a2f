import * as z from "zod/mini";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { type AwsReply, type AwsServer, startAwsServer } from "./aws-server.ts";
import { readFilterPattern } from "./filter-pattern.ts";
import { answerJson, type JsonOperations, jsonOperation, jsonReply } from "./json-operations.ts";
import { createKeptLines, type KeptLine } from "./kept-lines.ts";
import { refused } from "./refused.ts";

/** A log group that exists. */
export interface LogGroup {
  readonly name: string;
  /** `arn:aws:logs:<region>:<account>:log-group:<name>`. */
  readonly arn: string;
  /** For ever where it is undefined. */
  readonly retentionDays?: number | undefined;
}

/** What CloudWatch Logs is started with. */
export interface LogsOptions {
  readonly accessKeys: readonly AccessKey[];
  /** The log groups that a region has by now. */
  readonly groupsIn: (region: string) => readonly LogGroup[];
  /** Whether the holder of a key may do this to a log group, or to all of them: `*`. */
  readonly may?: (key: AccessKey, action: string, group: string) => boolean;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** A running CloudWatch Logs, in every region. */
export interface Logs extends AwsServer {
  /** Takes a line that was logged. It is seen as long as there is such a group. */
  put(region: string, group: string, message: string): void;
}

/** Lambda begins a new one with every environment; here a group has one. */
const STREAM = "rehearsal";

const filterInput = z.object({
  logGroupName: z.optional(z.string()),
  logGroupIdentifier: z.optional(z.string()),
  filterPattern: z._default(z.string().check(z.maxLength(1_024)), ""),
  startTime: z._default(z.number(), 0),
  endTime: z._default(z.number(), Number.POSITIVE_INFINITY),
  limit: z._default(z.number().check(z.gte(1), z.lte(10_000)), 10_000),
  nextToken: z.optional(z.string()),
});
const groupsInput = z.object({
  logGroupNamePrefix: z._default(z.string(), ""),
  limit: z._default(z.number().check(z.gte(1), z.lte(50)), 50),
  nextToken: z.optional(z.string()),
});

/**
 * Starts a stand-in for CloudWatch Logs on loopback that knows FilterLogEvents and DescribeLogGroups. Of each group it
 * keeps the newest lines alone. Not verified: the message texts.
 * Source: CloudWatch Logs API reference, these two operations.
 */
export async function startLogs(options: LogsOptions): Promise<Logs> {
  const { accessKeys, groupsIn, may = () => true, now = Date.now } = options;
  const lines = createKeptLines();
  const keyOf = (region: string, group: string) => `${region}/${group}`;

  function mustMay(key: AccessKey, action: string, group: string): void {
    if (may(key, action, group)) return;
    throw refused("AccessDeniedException", `No identity-based policy allows the ${action} action on ${group}`);
  }

  const operations: JsonOperations = {
    FilterLogEvents: jsonOperation(filterInput, (input, { key, region }) => {
      const { logGroupName, logGroupIdentifier, filterPattern, startTime, endTime, limit, nextToken } = input;
      const wanted = logGroupName ?? logGroupIdentifier ?? "";
      const group = groupsIn(region).find(({ name, arn }) => name === wanted || arn === logGroupIdentifier);
      mustMay(key, "logs:FilterLogEvents", group?.arn ?? wanted);
      if (group === undefined) throw refused("ResourceNotFoundException", "The specified log group does not exist.");
      const isWanted = readFilterPattern(filterPattern);
      const from = numberOf(nextToken);
      const found = lines
        .of(keyOf(region, group.name))
        .filter((line) => line.number >= from && line.at >= startTime && line.at <= endTime && isWanted(line.message));
      const next = found[limit];
      return {
        events: found.slice(0, limit).map(describeLine),
        searchedLogStreams: [],
        ...(next !== undefined && { nextToken: String(next.number) }),
      };
    }),
    DescribeLogGroups: jsonOperation(groupsInput, ({ logGroupNamePrefix, limit, nextToken }, { key, region }) => {
      mustMay(key, "logs:DescribeLogGroups", "*");
      const from = numberOf(nextToken);
      const found = groupsIn(region)
        .filter(({ name }) => name.startsWith(logGroupNamePrefix))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1));
      return {
        logGroups: found.slice(from, from + limit).map((group) => ({
          ...describeGroup(group),
          storedBytes: lines.of(keyOf(region, group.name)).reduce((sum, { message }) => sum + message.length, 0),
        })),
        ...(found.length > from + limit && { nextToken: String(from + limit) }),
      };
    }),
  };

  const server = await startAwsServer({
    service: "logs",
    accessKeys,
    handle: (call) => answerJson(operations, call),
    errorReply,
    throttled: { name: "ThrottlingException", status: 400 },
  });
  return {
    ...server,
    put: (region, group, message) => lines.put(keyOf(region, group), { at: now(), stream: STREAM, message }),
  };
}

function describeLine({ number, at, stream, message }: KeptLine): object {
  const eventId = String(number).padStart(56, "0");
  return { logStreamName: stream, timestamp: at, ingestionTime: at, message, eventId };
}

function describeGroup({ name, arn, retentionDays }: LogGroup): object {
  return {
    ...{ logGroupName: name, arn: `${arn}:*`, logGroupArn: arn, metricFilterCount: 0, logGroupClass: "STANDARD" },
    ...(retentionDays !== undefined && { retentionInDays: retentionDays }),
  };
}

/** Where a token of this stand-in's says to go on. */
function numberOf(nextToken = "0"): number {
  if (/^\d{1,15}$/.test(nextToken)) return Number(nextToken);
  throw refused("InvalidParameterException", "The specified nextToken is invalid.");
}

function errorReply(name: string, status: number, message: string): AwsReply {
  return jsonReply(status, { __type: name, message });
}
