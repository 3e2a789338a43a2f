import { bold, dim, green } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { count, describeTold } from "./describe.ts";
import type { CommonOptions } from "./skill.ts";
import type { Told } from "./tell-alexa.ts";

/** What came of sharing a camera, or of taking it from somebody. */
export interface Sharing {
  readonly id: string;
  readonly outcome: "shared" | "unshared" | "unchanged";
  /** What became of the camera, behind its id. */
  readonly sentence: string;
  /** Who has it now. */
  readonly owners: readonly string[];
  readonly told: Told;
  /** The event's. */
  readonly type: string;
}

/** Prints it, for people or as JSON. */
export function printSharing(
  { id, outcome, sentence, owners, told, type }: Sharing,
  { json }: CommonOptions,
  { print }: Terminal,
): void {
  if (json) print(JSON.stringify({ outcome, id, owners, told: told === "yes" }));
  else {
    const lines = [`  ${count(owners.length, "owner")}`, ...describeTold(told, type)];
    print([`${green("✔")} ${bold(id)} ${sentence}`, ...lines.map(dim)].join("\n"));
  }
}
