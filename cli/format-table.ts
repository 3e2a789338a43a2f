import { stripVTControlCharacters } from "node:util";

/** A column: its head, and how far it may be cut where the terminal is narrow. */
export interface Column {
  readonly head: string;
  /** The fewest characters that it is cut to; without it it is never cut. */
  readonly atLeast?: number;
}

const GAP = "  ";

/**
 * Rows below their heads, in lines. Where they are wider than the terminal, the columns that may be are cut, the last
 * one first; without a terminal nothing is, for whoever searches it.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string[] {
  const plain = [columns.map(({ head }) => head), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, index) => Math.max(...plain.map((row) => row[index]?.length ?? 0)));
  let excess = width === undefined ? 0 : sum(widths) + GAP.length * (widths.length - 1) - width;
  for (let index = columns.length - 1; index >= 0 && excess > 0; index -= 1) {
    const { head = "", atLeast } = columns[index] ?? {};
    const wide = widths[index] ?? 0;
    const cut = atLeast === undefined ? 0 : Math.min(excess, Math.max(0, wide - Math.max(atLeast, head.length)));
    widths[index] = wide - cut;
    excess -= cut;
  }
  return plain.map((row) =>
    row
      .map((cell, index) => cutOrPad(cell, widths[index] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function cutOrPad(cell: string, width: number): string {
  return cell.length <= width ? cell.padEnd(width) : `${cell.slice(0, width - 1)}…`;
}

/** What others have written must not move the cursor. */
function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{Cc}/gu, " ");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
