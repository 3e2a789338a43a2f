import { CAMERAS_FILE } from "../../../lambda/cameras/file.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import type { IllegalItem, Items, LegalItem } from "./item.ts";
import { legalRecord, recordIn } from "./legal.ts";
import { npmRun } from "./npm-run.ts";

/** The cameras' file, below the project's folder. */
export const FILE = `lambda/${CAMERAS_FILE}`;

/**
 * What stands in the file.
 * @param text the file's; undefined where there is none, which is an empty registry.
 * @throws {Broken} `cameras-file-unreadable` where it is no array.
 */
export function itemsOfFile(patient: Patient, text: string | undefined): Items {
  const records = text === undefined ? [] : arrayIn(patient, text);
  const legal: LegalItem[] = [];
  const illegal: IllegalItem[] = [];
  const takenIds = new Set<string>();
  for (const [index, record] of records.entries()) {
    const fields = record !== null && typeof record === "object" ? (record as Record<string, unknown>) : {};
    const id = typeof fields.id === "string" ? fields.id : "";
    const found = { id, where: `${FILE} [${index}]`, fields };
    const isTwice = takenIds.has(id);
    takenIds.add(id);
    const checked = legalRecord(record, recordIn.file);
    if ("wrong" in checked) illegal.push({ ...found, ...checked });
    else if (isTwice) illegal.push({ ...found, wrong: [{ field: "id", says: "is used twice" }] });
    else legal.push({ ...checked, discords: [] });
  }
  legal.sort((one, other) => (one.record.id < other.record.id ? -1 : 1));
  return { kept: "file", legal, illegal, orphans: [], takenIds };
}

function arrayIn(patient: Patient, text: string): unknown[] {
  const array = parsed(text);
  if (Array.isArray(array)) return array;
  throw new Broken({
    breakage: "cameras-file-unreadable",
    sentence: `${FILE} is ${array === undefined ? "not JSON" : "no array of cameras"}, so no user has a camera.`,
    remedy: { say: `Write it as cameras.example.json has it, and deploy again: ${npmRun("deploy", patient)}` },
    code: "registry-unreachable",
  });
}

/** Undefined where it is no JSON; JSON.parse quotes its input. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
