import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createTable, type RawItem } from "../../../lambda/dynamodb/table.ts";
import { CAMERAS_PREFIX } from "../../cameras/remains.ts";
import { Broken } from "../link.ts";
import type { Reader } from "../patient.ts";
import type { Items } from "./item.ts";
import { FILE, itemsOfFile } from "./items-of-file.ts";
import { itemsOfTable } from "./items-of-table.ts";
import { readPlace } from "./place.ts";
import { scanTable } from "./table.ts";

/**
 * All that stands in the registry, whatever it is: the table's items, or with the stack's parameter Cameras=file those
 * of the file in the folder, which is what the next deploy brings along.
 * @throws {Broken} where the registry cannot be read.
 */
export const readItems: Reader<Items> = async (patient) => {
  const place = await patient.read(readPlace);
  if (place.camerasInFile) return itemsOfFile(patient, await readFileIn(patient.folder));
  const items = await scanTable(patient, (client, tableName) =>
    all(createTable(client, tableName, "registry-unreachable").scan(CAMERAS_PREFIX)),
  );
  return itemsOfTable(items);
};

/** The file's text; undefined where there is none, which is an empty registry. */
function readFileIn(folder: string): Promise<string | undefined> {
  return readFile(join(folder, FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Broken(
      {
        breakage: "cameras-file-unreadable",
        sentence: `${FILE} cannot be read (${error.code}).`,
        remedy: { say: "Correct its permissions, or what stands in its place." },
      },
      { cause: error },
    );
  });
}

async function all(items: AsyncIterable<RawItem>): Promise<RawItem[]> {
  const found: RawItem[] = [];
  for await (const item of items) found.push(item);
  return found;
}
