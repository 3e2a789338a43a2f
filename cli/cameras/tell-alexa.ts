import type { CameraEventEntry } from "../../protocol/camera-events/build-entries.ts";
import type { Terminal } from "../terminal.ts";
import type { Skill } from "./skill.ts";

/** Whether Alexa is told: by an event, not at all because nothing is new or nobody wants it, or in vain. */
export type Told = "yes" | "no" | "failed";

/** The flags of what Alexa may be told of. */
export interface TellOptions {
  /** False by --no-event. */
  readonly event?: boolean;
}

/** Puts an event that the skill tells Alexa of. What went wrong is said, and undoes nothing. */
export async function tellAlexa(
  { eventBus }: Pick<Skill, "eventBus">,
  entry: CameraEventEntry,
  { event: wanted = true }: TellOptions,
  { tell }: Pick<Terminal, "tell">,
): Promise<Told> {
  if (!wanted) return "no";
  try {
    await eventBus.put(entry);
    return "yes";
  } catch (error) {
    const instead =
      entry.DetailType === "Camera Removed"
        ? "delete the device in the Alexa app, or it stays there without a picture"
        : 'say "Alexa, discover devices"';
    tell(`The registry is written, but Alexa is not told: ${(error as Error).message}. Until then, ${instead}.`);
    return "failed";
  }
}
