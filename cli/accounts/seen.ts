import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CloudFormationClient, DescribeStackResourceCommand } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CAMERAS_FILE, parseCameras } from "../../lambda/cameras/file.ts";
import { USER_PREFIX } from "../../lambda/cameras/items.ts";
import { Failure } from "../../lambda/failure.ts";
import { AwsFailure, call, PATIENCE } from "../cameras/aws-call.ts";
import type { DeployedStack } from "../cameras/deployed-stack.ts";
import { findPlace, type Place } from "../cameras/place.ts";
import { explainRegistry, openRegistry, tableClient } from "../cameras/registry.ts";
import type { CommonOptions, Surroundings } from "../cameras/skill.ts";
import { formatTable } from "../format-table.ts";
import { bold } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { readAskedInVain, SEARCHED_DAYS } from "./asked-in-vain.ts";
import { type KnownLink, type KnownUsers, readKnownUsers } from "./known-users.ts";

/** A user whom the skill knows. */
interface SeenUser {
  /** As the account-linking provider has it. */
  readonly userId: string;
  /** When the skill last heard of the user, in epoch milliseconds. */
  readonly lastSeen: number;
  readonly cameras: number;
  /** Whether the skill may send events for the user. */
  readonly events: boolean;
}

/** `camera-skill accounts seen`: shows the users whom a skill knows, whoever it was last. */
export async function seen(options: CommonOptions, { terminal, folder }: Surroundings): Promise<void> {
  const place = await findPlace(options, folder);
  terminal.tell(place.description);
  terminal.progress.show({ starting: "Reading the skill's table and its log" });
  const [known, asked] = await Promise.all([readTable(place), readLog(place, terminal)]).finally(
    terminal.progress.clear,
  );
  const users = await withCameras(place, folder, whoIsThere(known, asked));
  if (options.json) {
    const dated = users.map((user) => ({ ...user, lastSeen: new Date(user.lastSeen).toISOString() }));
    terminal.print(JSON.stringify({ users: dated }));
    return;
  }
  terminal.print(format(users, terminal.columns));
  const [first] = users.filter(({ cameras }) => cameras === 0);
  if (first !== undefined && !place.camerasInFile) {
    terminal.tell(`Give a user a camera: npx camera-skill cameras add <id> … --owner ${first.userId}`);
  }
}

async function readTable(place: Place): Promise<KnownUsers> {
  const { region, tableName } = place;
  const client = tableClient(place);
  const missing = `there is no table ${tableName} in ${region}: check its name and the region`;
  const asked = { action: "dynamodb:Scan", service: "DynamoDB", region, missing };
  return call(asked, readKnownUsers(client, tableName)).finally(() => client.destroy());
}

/** Who asked and has no camera, says the log of a stack's skill; that it cannot be read is said and stops nothing. */
async function readLog({ stack }: Place, { tell }: Terminal): Promise<readonly KnownLink[]> {
  if (stack === undefined) return [];
  const { region } = stack;
  const client = new CloudWatchLogsClient({ region, ...PATIENCE });
  try {
    const group = await logGroupOf(stack);
    const asked = { action: "logs:FilterLogEvents", service: "CloudWatch Logs", region, missing: "the log is gone" };
    return await call(asked, readAskedInVain(client, group, Date.now()));
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    tell(`The skill's log is not read, so whoever only asked is missing below: ${error.message}.`);
    return [];
  } finally {
    client.destroy();
  }
}

async function logGroupOf({ stackId, region, name }: DeployedStack): Promise<string> {
  const client = new CloudFormationClient({ region, ...PATIENCE });
  const missing = `the stack ${name} has no SkillLogs`;
  const asked = { action: "cloudformation:DescribeStackResource", service: "CloudFormation", region, missing };
  const described = call(
    asked,
    client.send(new DescribeStackResourceCommand({ StackName: stackId, LogicalResourceId: "SkillLogs" })),
  );
  const { StackResourceDetail } = await described.finally(() => client.destroy());
  return StackResourceDetail?.PhysicalResourceId ?? "";
}

/** Each user once, the one last seen first. */
function whoIsThere({ grants, links }: KnownUsers, asked: readonly KnownLink[]): Omit<SeenUser, "cameras">[] {
  const users = new Map<string, Omit<SeenUser, "cameras">>();
  const times = [...grants.map(({ userId, acceptedAt }) => ({ userId, at: acceptedAt })), ...links, ...asked];
  for (const { userId, at } of times) {
    const lastSeen = Math.max(at, users.get(userId)?.lastSeen ?? 0);
    users.set(userId, { userId, lastSeen, events: grants.some((grant) => grant.userId === userId) });
  }
  return [...users.values()].sort((one, other) => other.lastSeen - one.lastSeen);
}

async function withCameras(
  place: Place,
  folder: string,
  users: readonly Omit<SeenUser, "cameras">[],
): Promise<SeenUser[]> {
  const camerasOf = place.camerasInFile ? await countInFile(folder) : undefined;
  const { table, close } = openRegistry(place);
  try {
    return await Promise.all(
      users.map(async (user) => {
        if (camerasOf !== undefined) return { ...user, cameras: camerasOf(user.userId) };
        // Also copies that cannot be read: how many there are is all that is asked.
        const copies = await table.query(USER_PREFIX + user.userId);
        return { ...user, cameras: copies.filter(({ gone }) => gone !== true).length };
      }),
    );
  } catch (error) {
    throw explainRegistry(error, place);
  } finally {
    close();
  }
}

/** @throws {Error} in words for people, where the file in the folder cannot be read. */
async function countInFile(folder: string): Promise<(userId: string) => number> {
  const text = await readFile(join(folder, "lambda", CAMERAS_FILE), "utf8").catch(() => "[]");
  const cameras = parseCameras(text);
  if (cameras instanceof Failure) throw new Error(cameras.sentence);
  return (userId) => cameras.filter(({ owners }) => owners.includes(userId)).length;
}

function format(users: readonly SeenUser[], width: number | undefined): string {
  if (users.length === 0) {
    return `Nobody is known who enabled the skill, or who asked it for devices in the last ${SEARCHED_DAYS} days. Enable it in the Alexa app, sign in, and say this again.`;
  }
  const columns = [{ head: "USER" }, { head: "LAST SEEN" }, { head: "CAMERAS" }, { head: "EVENTS" }];
  const rows = users.map(({ userId, lastSeen, cameras, events }) => [
    userId,
    new Date(lastSeen).toISOString().replace(/\.\d+Z$/, "Z"),
    String(cameras),
    events ? "yes" : "no",
  ]);
  const [head = "", ...lines] = formatTable(columns, rows, width);
  return [bold(head), ...lines].join("\n");
}
