import type { Played } from "./play-breakage.ts";

/** How much of a remedy the table shows at the least, and where there is no terminal: each is shown whole where it was followed. */
const SHOWN = { least: 24, usual: 60 };

const HEAD = ["breakage", "the doctor named", "ms", "what was done about it"] as const;
const GAP = "  ";

/**
 * What was found and mended, a breakage a line.
 * @param columns the terminal's, in which the remedies are cut to fit.
 */
export function tableOf(played: readonly Played[], columns?: number): readonly string[] {
  if (played.length === 0) return [];
  const rows = played.map(({ name, named, milliseconds, remedy }) => [name, named, `${milliseconds.broken}`, remedy]);
  const widthOf = (column: number) => Math.max(...[HEAD, ...rows].map((row) => (row[column] ?? "").length));
  const widths = [widthOf(0), widthOf(1), widthOf(2)];
  const before = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const shown = columns === undefined ? SHOWN.usual : Math.max(SHOWN.least, columns - before);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column < widths.length ? cell.padEnd(widths[column] ?? 0) : cut(cell, shown)))
      .join(GAP);
  return ["", line(HEAD), ...rows.map(line), ""].map((each) => each.trimEnd());
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
