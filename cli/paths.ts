import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the build put what the command needs: the packed skill, and the program that runs it as Lambda does. */
export const packedSkill = fileURLToPath(new URL("../lambda", import.meta.url));
export const runtimeClient = fileURLToPath(new URL("../rehearsal/runtime-client.mjs", import.meta.url));

/** The folder of the rehearsal's web pages, each in a folder of its own. */
export const pages = fileURLToPath(new URL("../pages", import.meta.url));

/** The page that has a row for every failure code. */
export const troubleshootingPage = fileURLToPath(new URL("../../docs/troubleshooting.md", import.meta.url));

/** Where a rehearsal keeps its channels unless it is told otherwise, below the folder it is started in. */
export const DEFAULT_DATA = ".rehearsal";

/** This package's own version. */
export function packageVersion(): string {
  return packageJson().version;
}

/** The Node.js that this package wants, such as ">=20.19". */
export function nodeRange(): string {
  return packageJson().engines.node;
}

function packageJson() {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
}
