import { MACROBLOCK } from "./parameter-sets.ts";
import type { Plane } from "./planes.ts";

/** Sum of `count` samples from (x, y) along a row or down a column. */
function sum(plane: Plane, x: number, y: number, step: "right" | "down", count: number): number {
  const stride = step === "right" ? 1 : plane.width;
  let total = 0;
  for (let index = 0; index < count; index++) total += plane.samples[y * plane.width + x + index * stride] ?? 0;
  return total;
}

/**
 * Intra_16x16_DC prediction: the mean of the row above and the column to the left, of one of them at an edge of the
 * picture, or 128 in the corner (ITU-T H.264, 8.3.3.3). All macroblocks are in one slice, so only edges are unavailable.
 */
export function predictLuma(luma: Plane, column: number, row: number): number {
  const x = column * MACROBLOCK;
  const y = row * MACROBLOCK;
  const above = row > 0 ? sum(luma, x, y - 1, "right", MACROBLOCK) : undefined;
  const left = column > 0 ? sum(luma, x - 1, y, "down", MACROBLOCK) : undefined;
  return mean(above, left, MACROBLOCK);
}

/** Intra chroma DC prediction of a macroblock's four 4x4 blocks, in raster order (ITU-T H.264, 8.3.4.1 to 8.3.4.3). */
export function predictChroma(chroma: Plane, column: number, row: number): [number, number, number, number] {
  const x = column * 8;
  const y = row * 8;
  const above = (offset: number) => (row > 0 ? sum(chroma, x + offset, y - 1, "right", 4) : undefined);
  const left = (offset: number) => (column > 0 ? sum(chroma, x - 1, y + offset, "down", 4) : undefined);
  return [
    mean(above(0), left(0), 4),
    // The blocks off the diagonal touch one edge only and take the other just when that one is not there.
    mean(above(4) ?? left(0), undefined, 4),
    mean(left(4) ?? above(0), undefined, 4),
    mean(above(4), left(4), 4),
  ];
}

function mean(first: number | undefined, second: number | undefined, count: number): number {
  if (first !== undefined && second !== undefined) return Math.floor((first + second + count) / (2 * count));
  const only = first ?? second;
  return only === undefined ? 128 : Math.floor((only + count / 2) / count);
}
