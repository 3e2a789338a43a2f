import { InvalidBehaviour } from "../rehearsal/signaling-service/behaviours/invalid-behaviour.ts";
import { stylesFor } from "./style.ts";
import { wrap } from "./wrap.ts";
import { WrongUsage } from "./wrong-usage.ts";

/** Ends the command with a sentence and exit code 1, or 2 for wrong usage; CAMERA_SKILL_DEBUG=1 shows the stack as well. */
export function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const text = wrap(`error: ${message}`, process.stderr);
  process.stderr.write(`${text.replace("error:", stylesFor(process.stderr).red("error:"))}\n`);
  if (process.env.CAMERA_SKILL_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = error instanceof WrongUsage || error instanceof InvalidBehaviour ? 2 : 1;
}
