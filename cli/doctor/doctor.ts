import { readFile } from "node:fs/promises";
import { troubleshootingPage } from "../paths.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { explain } from "./explain.ts";

/** The flags of `camera-skill doctor`. */
export interface DoctorOptions {
  /** A failure's code; true for all of them. */
  readonly explain?: string | true;
  readonly json?: boolean;
}

/**
 * `camera-skill doctor`: explains failures.
 * @throws {WrongUsage} without --explain.
 */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<void> {
  const { explain: code, json = false } = options;
  if (code === undefined) {
    throw new WrongUsage(
      "doctor cannot examine a whole installation yet: npx camera-skill certify --function-name looks at a deployed skill, and doctor --explain CODE says what a failure code means.",
    );
  }
  const page = await readFile(troubleshootingPage, "utf8").catch(() => {
    throw new Error(`${troubleshootingPage} cannot be read: install the package again`);
  });
  explain({ json, ...(code !== true && { code }) }, page, terminal);
}
