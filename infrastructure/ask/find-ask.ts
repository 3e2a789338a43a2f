import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** What installs ask-cli, as lines for a terminal; `ask configure` then signs in. */
export const installLines: readonly string[] = ["npm install --global ask-cli"];

/**
 * What makes ask-cli start where a resolver that takes the highest number has taken a broken antlr4ts. Overrides are
 * not for global packages, so it gets a folder.
 */
export const repairLines: readonly string[] = [
  `mkdir -p ~/ask-cli && echo '{ "overrides": { "antlr4ts": "0.5.0-alpha.4" } }' > ~/ask-cli/package.json`,
  "(cd ~/ask-cli && npm install ask-cli@2.30.7)",
  'export PATH="$HOME/ask-cli/node_modules/.bin:$PATH"',
];

const typed = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join("\n");

/** What to type where ask-cli is missing. */
export const installAsk = `ask-cli is not installed. Type:\n${typed([...installLines, "ask configure"])}`;

/** What to type where ask-cli is installed and does not start. */
export const repairAsk = `ask-cli is installed and does not start. Where it says "Class extends value undefined" it has got a broken antlr4ts; type:\n${typed(repairLines)}`;

/** The `ask` that a terminal would start; undefined where there is none. */
export async function findAsk(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const names = process.platform === "win32" ? ["ask.cmd", "ask.exe"] : ["ask"];
  for (const folder of (environment.PATH ?? environment.Path ?? "").split(delimiter)) {
    for (const name of folder === "" ? [] : names) {
      const path = join(folder, name);
      const canRun = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (canRun) return path;
    }
  }
  return undefined;
}
