import { expect } from "../deploy-targets/scenario.ts";
import type { Breakage, Installed } from "./breakage.ts";
import type { Remedy } from "./report.ts";

/** Something that runs in a second terminal. */
export interface Alongside {
  stop(): Promise<void>;
}

/** What somebody would have to fill in first: `<ID>`, `…`, `[FILL IN: …]`, `YOUR_…`. A redirection has no word at its `<`. */
const placeholder = /<[A-Za-z][^>\s]*>|…|\.\.\.|\[FILL IN|\bYOUR[_-]/;

/**
 * Does what a remedy says, to the letter. Hands are asked for only where there is nothing to type or write.
 * @returns what goes on in a second terminal, once it does its work; whoever calls ends it.
 * @throws {NotAsExpected} when the remedy cannot be followed, or a line of it fails.
 */
export async function followRemedy(
  remedy: Remedy,
  { hands, alongsideSays }: Pick<Breakage, "hands" | "alongsideSays">,
  installed: Installed,
): Promise<Alongside | undefined> {
  const { say, type = [], alongside, write } = remedy;
  const { developer } = installed;
  const lines = [...type, ...(alongside === undefined ? [] : [alongside])];
  for (const line of lines) {
    expect(!placeholder.test(line), `the remedy has something to fill in: ${line}`);
    const isSecret = installed.secrets().some((secret) => line.includes(secret));
    expect(!isSecret, "the remedy has a secret on a command line");
  }
  if (write === undefined && lines.length === 0) {
    expect(hands !== undefined, `the remedy has nothing to type, and nothing for hands: ${say}`);
    await hands(installed, remedy);
    return undefined;
  }
  if (write !== undefined) {
    const { file, line, instead, text } = write;
    const found = (await developer.workspace.read(file)).split("\n")[(line ?? 1) - 1] ?? "";
    const isThere = line === undefined || found.includes(instead.split("\n")[0] ?? "");
    expect(isThere, `line ${line} of ${file} does not say what the remedy has it say: ${found.trim()}`);
    await developer.workspace.edit(file, instead, text);
  }
  await installed.type(...type);
  if (alongside === undefined) return undefined;
  expect(alongsideSays !== undefined, `the remedy has a second terminal, and nobody waits for it: ${alongside}`);
  const started = developer.start(alongside);
  try {
    // The doctor, asked at once, could come to the camera before the program has connected.
    await started.untilSays(alongsideSays);
  } catch (error) {
    await started.stop();
    throw error;
  }
  return started;
}

/** A remedy as it is shown in a line: what was typed and written, or else what was said. */
export function inShort({ say, type = [], alongside, write }: Remedy): string {
  const written = write === undefined ? [] : [`${write.file}: ${write.text}`];
  const beside = alongside === undefined ? [] : [`(beside) ${alongside}`];
  const done = [...written, ...type, ...beside];
  return done.length > 0 ? done.join(" ; ") : `(by hand) ${say}`;
}
