import type { Terminal } from "./terminal.ts";

/**
 * Asks before something is done. True for yes; anything else is no, and is said.
 * @param yes the answer that was given beforehand, by `--yes`.
 * @throws {Error} that says what to type, where there is nobody to ask.
 */
export async function confirm({ ask, tell }: Terminal, question: string, yes = false): Promise<boolean> {
  if (yes) return true;
  if (ask === undefined) throw new Error(`there is no terminal to ask on: "${question}" Add --yes to do it unasked.`);
  const answer = await ask(`${question} [y/N] `);
  if (/^y(es)?$/i.test(answer.trim())) return true;
  tell("Nothing was done.");
  return false;
}
