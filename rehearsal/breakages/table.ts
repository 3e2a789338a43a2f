import type { Played } from "./play-breakage.ts";

/** How much of a remedy the table shows: each is shown whole where it was followed. */
const SHOWN = 60;

const HEAD = ["breakage", "the doctor named", "ms", "what was done about it"] as const;

/** What was found and mended, a breakage a line. */
export function tableOf(played: readonly Played[]): readonly string[] {
  if (played.length === 0) return [];
  const rows = played.map(({ name, named, remedy, milliseconds }) => [
    name,
    named,
    `${milliseconds.broken}`,
    cut(remedy),
  ]);
  const width = (column: number) => Math.max(...[HEAD, ...rows].map((row) => (row[column] ?? "").length));
  const widths = [width(0), width(1), width(2)];
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return ["", line(HEAD), ...rows.map(line), ""].map((each) => each.trimEnd());
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}
