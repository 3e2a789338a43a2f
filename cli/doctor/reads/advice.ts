import { readFile } from "node:fs/promises";
import { troubleshootingPage } from "../../paths.ts";
import type { Reader } from "../patient.ts";
import { readTroubleshooting } from "../troubleshooting.ts";

/** What docs/troubleshooting.md says is to be done about each failure, by its code; nothing where the page is missing. */
export const readAdvice: Reader<ReadonlyMap<string, string>> = async () => {
  const page = await readFile(troubleshootingPage, "utf8").catch(() => undefined);
  const entries = page === undefined ? [] : readTroubleshooting(page);
  return new Map(entries.map(({ code, remedy }) => [code, remedy]));
};
