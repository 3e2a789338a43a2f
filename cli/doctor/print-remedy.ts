import type { DoctorReport } from "../../rehearsal/breakages/report.ts";
import { bold, dim } from "../style.ts";
import { wrapped } from "./print-link.ts";

/**
 * What is to be done about the first broken link. Commands stand alone on their lines, so that they can be copied.
 * @param again the line that examines the same installation once more.
 */
export function formatRemedy(
  { remedy: { say, write, type = [], alongside }, code }: NonNullable<DoctorReport["broken"]>,
  columns: number | undefined,
  again = "npx camera-skill doctor",
): string {
  const lines = ["", bold("What to do"), "", wrapped(say, columns, "  ")];
  if (write !== undefined) {
    const { file, line, instead, text } = write;
    lines.push("", dim(`  In ${file}${line === undefined ? "" : `, line ${line},`} instead of`));
    lines.push(...indented(instead), dim("  write"), ...indented(text));
  }
  if (type.length > 0) lines.push("", dim("  Type"), ...type.flatMap(indented));
  if (alongside !== undefined) lines.push("", dim("  In a second terminal, meanwhile"), ...indented(alongside));
  const more = code === undefined ? [] : ["", dim(`  More on it: npx camera-skill doctor --explain ${code}`)];
  return [...lines, ...more, "", dim(`  Then once more: ${again}`), ""].join("\n");
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
