import { cameraRemoved } from "../../protocol/camera-events/build-entries.ts";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { confirm } from "../confirm.ts";
import { bold, dim, green } from "../style.ts";
import { releaseChannel } from "./channel-owner.ts";
import { count, describeChannel, describeTold } from "./describe.ts";
import { type CommonOptions, knownCamera, onSkill, type Skill, type Surroundings } from "./skill.ts";
import { type TellOptions, tellAlexa } from "./tell-alexa.ts";

/** The flags of `camera-skill cameras remove`. */
export interface RemoveOptions extends CommonOptions, TellOptions {
  readonly deleteChannel?: boolean;
  readonly yes?: boolean;
}

/** `camera-skill cameras remove`: takes a camera from all who have it, and deletes its channel where that is asked for. */
export async function remove(id: string, options: RemoveOptions, surroundings: Surroundings): Promise<void> {
  const { terminal } = surroundings;
  await onSkill(options, surroundings, async (skill) => {
    const { name, owners, channelArn } = await knownCamera(skill, id);
    const channel = describeChannel(channelArn);
    const question = `Remove ${id} (${name}, which ${count(owners.length, "user")} can see)${options.deleteChannel ? `, and delete its ${channel}` : ""}?`;
    if (!(await confirm(terminal, question, options.yes))) return false;

    const removed = await skill.catalogue.remove(id);
    const userIds = removed?.owners ?? owners;
    const entry = cameraRemoved(id, Date.now(), userIds);
    const told = await tellAlexa(skill, entry, options, terminal);
    const problem = await leaveChannel(skill, id, channelArn, options);
    if (problem !== undefined) terminal.tell(`The camera is removed, but not done with its ${channel}: ${problem}.`);
    const channelDeleted = options.deleteChannel === true && problem === undefined;
    if (options.json) {
      terminal.print(JSON.stringify({ outcome: "removed", id, userIds, channelDeleted, told: told === "yes" }));
    } else {
      const lines = [
        `  ${channel} ${channelDeleted ? "is deleted" : "stays"}`,
        ...describeTold(told, entry.DetailType),
      ];
      terminal.print([`${green("✔")} ${bold(id)} is removed`, ...lines.map(dim)].join("\n"));
    }
    return told !== "failed" && problem === undefined;
  });
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
