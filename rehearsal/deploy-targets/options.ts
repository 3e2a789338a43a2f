import { parseArgs } from "node:util";
import { forgottenDashes } from "../forgotten-dashes.ts";

/** What a rehearsal was asked for. */
export interface RehearseOptions {
  /** The names of the scenarios to play; all of them by default. */
  readonly only: readonly string[] | undefined;
  readonly list: boolean;
  readonly keep: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** Which script of package.json is meant, and what its scenarios are called. */
export interface Script {
  /** Such as `deploy:rehearse`. */
  readonly script: string;
  /** What chooses one, without dashes, such as `scenario`. */
  readonly choice: string;
}

/** What was typed cannot be meant. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

/**
 * Reads what was typed.
 * @param environment that of `npm run`, which shows what npm has kept for itself.
 * @throws {WrongUsage}
 */
export function readOptions(
  typed: readonly string[],
  environment: NodeJS.ProcessEnv,
  { script, choice }: Script,
): RehearseOptions {
  const flag = { type: "boolean", default: false } as const;
  const options = { list: flag, keep: flag, json: flag, help: flag };
  const all = { [choice]: { type: "string", multiple: true } as const, ...options };
  const forgotten = forgottenDashes({ script, options: all, typed, environment });
  if (forgotten !== undefined) throw new WrongUsage(forgotten);
  try {
    const { values } = parseArgs({ args: [...typed], options: { ...all, ...options } });
    const { list = false, keep = false, json = false, help = false } = values;
    const { [choice]: chosen } = values as Readonly<Record<string, unknown>>;
    return { only: chosen as readonly string[] | undefined, list, keep, json, help };
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
