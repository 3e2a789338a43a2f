import { cameraRemoved } from "../../protocol/camera-events/build-entries.ts";
import { confirm } from "../confirm.ts";
import { printSharing } from "./print-sharing.ts";
import { type CommonOptions, knownCamera, onSkill, type Surroundings } from "./skill.ts";
import { type TellOptions, tellAlexa } from "./tell-alexa.ts";

/** The flags of `camera-skill cameras unshare`. */
export interface UnshareOptions extends CommonOptions, TellOptions {
  readonly yes?: boolean;
}

/** `camera-skill cameras unshare`: takes a camera from one of its users, who is not the last one. */
export async function unshare(
  id: string,
  userId: string,
  options: UnshareOptions,
  surroundings: Surroundings,
): Promise<void> {
  const { terminal } = surroundings;
  await onSkill(options, surroundings, async (skill) => {
    const { name, owners } = await knownCamera(skill, id);
    const entry = cameraRemoved(id, Date.now(), [userId]);
    const about = { id, type: entry.DetailType };
    if (!owners.includes(userId)) {
      const sentence = `is unchanged: ${userId} does not have it`;
      printSharing({ ...about, outcome: "unchanged", sentence, owners, told: "no" }, options, terminal);
      return true;
    }
    if (owners.length === 1) {
      throw new Error(
        `${userId} is the last owner of ${id}: share it with another one first, or take it away by npx camera-skill cameras remove ${id}`,
      );
    }
    if (!(await confirm(terminal, `Take ${id} (${name}) from ${userId}?`, options.yes))) return false;
    await skill.catalogue.unshare(id, userId);
    const told = await tellAlexa(skill, entry, options, terminal);
    const left = owners.filter((owner) => owner !== userId);
    const sentence = `is taken from ${userId}`;
    printSharing({ ...about, outcome: "unshared", sentence, owners: left, told }, options, terminal);
    return told !== "failed";
  });
}
