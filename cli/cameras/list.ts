import { MAX_DISCOVERED_ENDPOINTS } from "../../protocol/alexa/limits.ts";
import type { Camera, CameraRecord } from "../../protocol/camera-record.ts";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { type Column, formatTable } from "../format-table.ts";
import { bold } from "../style.ts";
import { count } from "./describe.ts";
import { type CommonOptions, onSkill, type Skill, type Surroundings } from "./skill.ts";

/** The flags of `camera-skill cameras list`. */
export interface ListOptions extends CommonOptions {
  readonly user?: string;
}

/** A camera in the list; of one user's it is not known who else has it. */
type Listed = Camera & Partial<Pick<CameraRecord, "owners">> & { readonly pictured?: boolean };

/** `camera-skill cameras list`: shows the cameras of all users, or of one. */
export async function list(options: ListOptions, surroundings: Surroundings): Promise<void> {
  const { terminal } = surroundings;
  await onSkill(options, surroundings, async (skill) => {
    terminal.progress.show({ starting: "Reading the cameras" });
    const cameras = (await readCameras(skill, options.user)).sort((a, b) => (a.id < b.id ? -1 : 1));
    terminal.progress.clear();
    const tooMany = usersWithTooMany(cameras, options.user);
    for (const { userId, cameras: number } of tooMany) {
      terminal.tell(
        `${userId} has ${number} cameras, and Alexa discovers at most ${MAX_DISCOVERED_ENDPOINTS} of one user: unshare some.`,
      );
    }
    if (options.json) terminal.print(JSON.stringify({ cameras, usersWithTooMany: tooMany }));
    else terminal.print(format(cameras, options.user, terminal.columns));
    return true;
  });
}

async function readCameras({ catalogue, registry }: Skill, userId: string | undefined): Promise<Listed[]> {
  if (userId !== undefined) return [...(await registry.camerasOf(userId))];
  const cameras: Listed[] = [];
  for await (const { record, pictured } of catalogue.all()) cameras.push({ ...record, pictured });
  return cameras;
}

function usersWithTooMany(cameras: readonly Listed[], userId: string | undefined) {
  const counts = new Map<string, number>();
  for (const { owners = userId === undefined ? [] : [userId] } of cameras) {
    for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, number]) => number > MAX_DISCOVERED_ENDPOINTS)
    .map(([user, number]) => ({ userId: user, cameras: number }));
}

function format(cameras: readonly Listed[], userId: string | undefined, width: number | undefined): string {
  if (cameras.length === 0) {
    return userId === undefined
      ? "There are no cameras. Register one with: npx camera-skill cameras add <id> …"
      : "That user has no camera. Share one with: npx camera-skill cameras share <id> <user>";
  }
  const columns: Column[] = [
    { head: "ID", atLeast: 16 },
    { head: "NAME", atLeast: 12 },
    { head: "KIND" },
    ...(userId === undefined ? [{ head: "OWNERS" }] : []),
    { head: "CHANNEL", atLeast: 10 },
    { head: "PICTURE" },
  ];
  const rows = cameras.map(({ id, name, kind, owners, channelArn, pictured }) => [
    id,
    name,
    kind,
    ...(userId === undefined ? [String(owners?.length ?? "")] : []),
    parseChannelArn(channelArn).channelName,
    pictured ? "yes" : "no",
  ]);
  const [head = "", ...lines] = formatTable(columns, rows, width);
  return [bold(head), ...lines, "", count(cameras.length, "camera")].join("\n");
}
