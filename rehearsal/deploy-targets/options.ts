import { parseArgs } from "node:util";
import { forgottenDashes } from "../forgotten-dashes.ts";

/** What `npm run deploy:rehearse` was asked for. */
export interface RehearseOptions {
  /** The names of scenarios; all of them by default. */
  readonly scenarios: readonly string[] | undefined;
  readonly list: boolean;
  readonly keep: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** What was typed cannot be meant. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

/** What `--help` prints. */
export const usage = `Usage: npm run deploy:rehearse [-- options]

Deploys the skill with Amazon's own ask-cli to a stand-in of Amazon on this
machine, and views a camera through what was deployed. Nothing leaves the machine
but the download of the tools, once, into .real-peers (400 MB, a minute). The whole
takes three to five minutes, half of it the first deploy with its checks and tests.

  --scenario NAME  play this one, and what it goes on from; may be repeated
  --list           say which scenarios there are; with --json for a machine
  --keep           keep the files of those that passed, too
  --json           print one JSON document on standard output
  --help           print this

It ends with 0 when all passed, 1 when one failed, 2 when it was asked for
something that there is not, and 130 when it was interrupted by Ctrl-C.
`;

const options = {
  scenario: { type: "string", multiple: true },
  list: { type: "boolean", default: false },
  keep: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/**
 * Reads what was typed.
 * @param environment that of `npm run`, which shows what npm has kept for itself.
 * @throws {WrongUsage}
 */
export function readOptions(typed: readonly string[], environment: NodeJS.ProcessEnv): RehearseOptions {
  const forgotten = forgottenDashes({ script: "deploy:rehearse", options, typed, environment });
  if (forgotten !== undefined) throw new WrongUsage(forgotten);
  try {
    const { values } = parseArgs({ args: [...typed], options });
    const { scenario: scenarios, list, keep, json, help } = values;
    return { scenarios, list, keep, json, help };
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
