import * as z from "zod/mini";
import { Failure } from "../../lambda/failure.ts";
import { cameraRemoved } from "../../protocol/camera-events/build-entries.ts";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { channelArnSchema, parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { confirm } from "../confirm.ts";
import { bold, dim, green } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { releaseChannel } from "./channel-owner.ts";
import { count, describeChannel, describeTold } from "./describe.ts";
import { deleteRemains, findRemains } from "./remains.ts";
import { type CommonOptions, noSuchCamera, onSkill, type Skill, type Surroundings } from "./skill.ts";
import { type TellOptions, type Told, tellAlexa } from "./tell-alexa.ts";

/** The flags of `camera-skill cameras remove`. */
export interface RemoveOptions extends CommonOptions, TellOptions {
  readonly deleteChannel?: boolean;
  readonly yes?: boolean;
}

/** What is to be removed. */
interface Removal {
  /** For the question. */
  readonly what: string;
  /** As it is written; undefined where nothing is. */
  readonly channelArn: string | undefined;
  /** Removes it from the registry, and gives who had it. */
  take(): Promise<readonly string[]>;
}

/**
 * `camera-skill cameras remove`: takes a camera from all who have it, and deletes its channel where that is asked for.
 * What stands under the id and is no camera goes as well.
 */
export async function remove(id: string, options: RemoveOptions, surroundings: Surroundings): Promise<void> {
  const { terminal } = surroundings;
  await onSkill(options, surroundings, async (skill) => {
    const { what, channelArn, take } = await findRemoval(skill, id);
    const isChannel = z.safeParse(channelArnSchema, channelArn).success;
    const channel = isChannel ? describeChannel(channelArn ?? "") : undefined;
    if (options.deleteChannel && channel === undefined) {
      throw new Error(`the table names no channel of ${id}: leave --delete-channel out`);
    }
    const question = `Remove ${id} (${what})${options.deleteChannel ? `, and delete its ${channel}` : ""}?`;
    if (!(await confirm(terminal, question, options.yes))) return false;

    const userIds = await take();
    const told = await tellOfRemoval(skill, id, userIds, options, terminal);
    const problem = channel && (await leaveChannel(skill, id, channelArn ?? "", options));
    if (problem !== undefined) terminal.tell(`The camera is removed, but not done with its ${channel}: ${problem}.`);
    const channelDeleted = options.deleteChannel === true && problem === undefined;
    if (options.json) {
      terminal.print(JSON.stringify({ outcome: "removed", id, userIds, channelDeleted, told: told === "yes" }));
    } else {
      const lines = [
        ...(channel === undefined ? [] : [`  ${channel} ${channelDeleted ? "is deleted" : "stays"}`]),
        ...describeTold(told, "Camera Removed"),
      ];
      terminal.print([`${green("✔")} ${bold(id)} is removed`, ...lines.map(dim)].join("\n"));
    }
    return told !== "failed" && problem === undefined;
  });
}

/** @throws {Error} that says what to type, where nothing stands under the id. */
async function findRemoval({ catalogue, table }: Skill, id: string): Promise<Removal> {
  const record = await catalogue.recordOf(id).catch(unlessIllegal);
  if (record !== undefined) {
    const { name, owners, channelArn } = record;
    const what = `${name}, which ${count(owners.length, "user")} can see`;
    return { what, channelArn, take: async () => (await catalogue.remove(id))?.owners ?? owners };
  }
  const remains = await findRemains(table, id);
  if (remains === undefined) throw noSuchCamera(id);
  return {
    what: `what stands in the table under that id and is no camera; ${count(remains.userIds.length, "user")} can see it`,
    channelArn: remains.channelArn,
    async take() {
      await deleteRemains(table, remains);
      return remains.userIds;
    },
  };
}

/** The registry's failure without a cause is what stands in the table. */
function unlessIllegal(error: unknown): undefined {
  if (error instanceof Failure && error.cause === undefined) return undefined;
  throw error;
}

/** Alexa is told of what it can know: cameras whose ids are legal, that somebody had. */
async function tellOfRemoval(
  skill: Skill,
  id: string,
  userIds: readonly string[],
  options: TellOptions,
  terminal: Terminal,
): Promise<Told> {
  if (userIds.length === 0 || !z.safeParse(cameraRecordSchema.shape.id, id).success) return "no";
  return tellAlexa(skill, cameraRemoved(id, Date.now(), userIds), options, terminal);
}

/** Deletes the channel, or takes the camera's tag off it. Gives what went wrong, if anything did. */
async function leaveChannel(
  skill: Skill,
  id: string,
  channelArn: string,
  { deleteChannel = false }: RemoveOptions,
): Promise<string | undefined> {
  const channels = skill.channels(parseChannelArn(channelArn).region);
  try {
    if (deleteChannel) await channels.remove(channelArn);
    else await releaseChannel(channels, channelArn, id);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
