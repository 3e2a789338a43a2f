import type { Terminal } from "./terminal.ts";
import { WrongUsage } from "./wrong-usage.ts";

/** What somebody typed to have everything sent to a deployed function. */
export interface DestructiveRequest {
  /** After `--destructive`. */
  readonly typed: string;
  /** After `--skill-id`. */
  readonly skillId: string | undefined;
  readonly functionName: string;
}

/** What every skill's id begins with. */
const PREFIX = "amzn1.ask.skill.";
const SKILL_ID = /^amzn1\.ask\.skill\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Makes sure that somebody means it: the skill's id has to be given twice, after `--destructive` and either after
 * `--skill-id` or to the question that is put where there is a terminal.
 * @throws {Error} that says what to type, or that nothing was sent.
 */
export async function agreeToDestructive(
  { typed, skillId, functionName }: DestructiveRequest,
  { ask, tell }: Pick<Terminal, "ask" | "tell">,
): Promise<void> {
  if (!SKILL_ID.test(typed)) {
    throw new WrongUsage(`${typed} is no skill id: after ${PREFIX} comes a UUID; nothing was sent.`);
  }
  if (skillId !== undefined) {
    if (skillId === typed) return;
    throw new WrongUsage("the ids after --destructive and --skill-id are not the same; nothing was sent.");
  }
  if (ask === undefined) {
    throw new Error("there is no terminal to ask on: give the same id after --skill-id too; nothing was sent.");
  }
  tell(
    `Besides harmless directives ${functionName} will get AcceptGrant, SessionConnected, and messages that are no directives of Alexa's, on behalf of the token's account. Failures and metrics of the live skill will show it.`,
  );
  const again = await ask("Type the skill's id again to go on: ");
  if (again.trim() !== typed) throw new Error("that is another id; nothing was sent.");
}
