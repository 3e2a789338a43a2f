import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Logs, startLogs } from "../../../rehearsal/aws/logs.ts";

const owner = { accessKeyId: "AKIAOWNER", secretAccessKey: "the owner's" };
const stranger = { accessKeyId: "AKIASTRANGER", secretAccessKey: "the stranger's" };
const region = "eu-west-1";
const arn = (name: string) => `arn:aws:logs:${region}:123456789012:log-group:${name}`;
const groups = ["skill-logs", "other-logs", "busy-logs"].map((name) => ({ name, arn: arn(name) }));

let logs: Logs;
let now = 0;
const clients: CloudWatchLogsClient[] = [];

function clientOf(credentials = owner, where = region): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({ region: where, credentials, endpoint: logs.url, maxAttempts: 1 });
  clients.push(client);
  return client;
}

async function filter(input: FilterLogEventsCommandInput) {
  const { events = [], nextToken } = await clientOf().send(new FilterLogEventsCommand(input));
  return { messages: events.map(({ message }) => message), events, nextToken };
}

beforeAll(async () => {
  logs = await startLogs({
    accessKeys: [owner, stranger],
    groupsIn: (of) => (of === region ? groups.map((each) => ({ ...each, retentionDays: 30 })) : []),
    may: ({ accessKeyId }) => accessKeyId === owner.accessKeyId,
    now: () => now,
  });
  for (const [at, message] of ["one", "two", "one and two", "three"].entries()) {
    now = 1_000 * (at + 1);
    logs.put(region, "skill-logs", message);
  }
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await logs.stop();
});

describe("the logs", () => {
  it("are found by what stands in them, the oldest first, with their times", async () => {
    const { messages, events } = await filter({ logGroupName: "skill-logs", filterPattern: '"one"' });
    expect(messages).toEqual(["one", "one and two"]);
    expect(events[1]).toMatchObject({ timestamp: 3_000, ingestionTime: 3_000, logStreamName: "rehearsal" });
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
    expect((await filter({ logGroupIdentifier: arn("skill-logs") })).messages).toHaveLength(4);
    expect((await filter({ logGroupName: "other-logs" })).messages).toEqual([]);
  });

  it("are found from one time on to another, both included", async () => {
    const { messages } = await filter({ logGroupName: "skill-logs", startTime: 2_000, endTime: 3_000 });
    expect(messages).toEqual(["two", "one and two"]);
  });

  it("come in parts, each with where the next one begins", async () => {
    const first = await filter({ logGroupName: "skill-logs", limit: 3 });
    expect(first.messages).toEqual(["one", "two", "one and two"]);
    const { nextToken = "" } = first;
    const second = await filter({ logGroupName: "skill-logs", limit: 3, nextToken });
    expect(second).toMatchObject({ messages: ["three"], nextToken: undefined });
  });

  it("are kept no longer than there is room: the newest stay", async () => {
    for (let at = 0; at < 5_100; at++) logs.put(region, "busy-logs", `line ${at}`);
    const { messages } = await filter({ logGroupName: "busy-logs" });
    expect(messages).toHaveLength(5_000);
    expect(messages.at(-1)).toBe("line 5099");
  });

  it("are of groups that exist, in their region, and are told of", async () => {
    const missing = { name: "ResourceNotFoundException", message: "The specified log group does not exist." };
    await expect(filter({ logGroupName: "none" })).rejects.toMatchObject(missing);
    const elsewhere = clientOf(owner, "us-east-1").send(new FilterLogEventsCommand({ logGroupName: "skill-logs" }));
    await expect(elsewhere).rejects.toMatchObject(missing);
    const { logGroups = [] } = await clientOf().send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "o" }));
    expect(logGroups).toMatchObject([
      { logGroupName: "other-logs", arn: `${arn("other-logs")}:*`, retentionInDays: 30, storedBytes: 0 },
    ]);
  });

  it("are read by nobody who may not", async () => {
    for (const command of [
      new FilterLogEventsCommand({ logGroupName: "skill-logs" }),
      new DescribeLogGroupsCommand({}),
    ]) {
      // biome-ignore lint/suspicious/noExplicitAny: the client's overloads take no union of commands.
      const call = clientOf(stranger).send(command as any);
      await expect(call).rejects.toMatchObject({ name: "AccessDeniedException" });
    }
  });
});
