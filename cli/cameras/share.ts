import * as z from "zod/mini";
import { cameraAdded } from "../../protocol/camera-events/build-entries.ts";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { refuseWildcard } from "./fields.ts";
import { printSharing } from "./print-sharing.ts";
import { type CommonOptions, knownCamera, onSkill, type Surroundings } from "./skill.ts";
import { type TellOptions, tellAlexa } from "./tell-alexa.ts";

/** The flags of `camera-skill cameras share`. */
export interface ShareOptions extends CommonOptions, TellOptions {}

/** `camera-skill cameras share`: gives a camera to one more user. */
export async function share(
  id: string,
  userId: string,
  options: ShareOptions,
  surroundings: Surroundings,
): Promise<void> {
  if (!z.safeParse(cameraRecordSchema.shape.owners, [userId]).success) {
    throw new WrongUsage("give a user's id as the account-linking provider has it, in 1 to 256 characters");
  }
  refuseWildcard([userId]);
  const { terminal } = surroundings;
  await onSkill(options, surroundings, async (skill) => {
    const before = await knownCamera(skill, id);
    const isNew = await skill.catalogue.share(id, userId);
    const entry = cameraAdded(id, Date.now());
    const told = isNew ? await tellAlexa(skill, entry, options, terminal) : "no";
    const outcome = isNew ? "shared" : "unchanged";
    const sentence = isNew ? `is shared with ${userId}` : `is unchanged: ${userId} has it already`;
    const owners = [...new Set([...before.owners, userId])];
    printSharing({ id, outcome, sentence, owners, told, type: entry.DetailType }, options, terminal);
    return told !== "failed";
  });
}
