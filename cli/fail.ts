import { stylesFor } from "./style.ts";

/** Ends the command with a sentence and exit code 1; CAMERA_SKILL_DEBUG=1 shows the stack as well. */
export function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${stylesFor(process.stderr).red("error:")} ${message}\n`);
  if (process.env.CAMERA_SKILL_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
