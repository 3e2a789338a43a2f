import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import type { Patient } from "../../patient.ts";
import type { Items } from "../../reads/item.ts";
import { FILE } from "../../reads/items-of-file.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { accountsSeen, camerasCommand } from "../../remedies/cameras-command.ts";

/** An id as words: "back-door" as "Back Door". */
export function inWords(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(" ") || "Camera";
}

/**
 * A name as Alexa hears it: case, spaces and punctuation say nothing; marks do, which are vowels in Hindi. Not verified:
 * that she tells other letters with marks from those without.
 */
export function asHeard(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");
}

/** "front-door", "front-door and garden", "a, b and c". */
export function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" and ");
}

/** Some that have the same of something that each is to have of its own. */
export interface Alike<Item> {
  /** Two or more. */
  readonly all: readonly Item[];
  /** The first of them that is to get another one. */
  readonly other: Item;
}

/**
 * The first that are alike, each as it came.
 * @param mayKeep who keeps it; the first of them where it says so of none.
 */
export function alike<Item>(
  items: readonly Item[],
  of: (item: Item) => string,
  mayKeep: (item: Item) => boolean,
): Alike<Item> | undefined {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(of(item), [...(groups.get(of(item)) ?? []), item]);
  for (const all of groups.values()) {
    const keeper = all.find(mayKeep) ?? all[0];
    const other = all.find((item) => item !== keeper);
    if (other !== undefined) return { all, other };
  }
  return undefined;
}

/** Where the cameras are, for people. */
export function placeOf({ kept }: Items): string {
  return kept === "file" ? FILE : "the table";
}

/** What to do by hand where the registry is a file. */
export function inFile(patient: Patient, say: string): { readonly say: string } {
  return { say: `${say} Then deploy: ${npmRun("deploy", patient)}` };
}

/** The lines that take a camera from users who cannot be. */
export function unshareLines(patient: Patient, { id }: CameraRecord, userIds: readonly string[]): string[] {
  return userIds.map((userId) => camerasCommand(patient, "unshare", id, userId, "--yes"));
}

/** How to find users' ids. */
export function whoIsSeen(patient: Patient): string {
  return `${accountsSeen(patient)} shows whom the skill knows; whoever is not there has to enable it in the Alexa app first`;
}
