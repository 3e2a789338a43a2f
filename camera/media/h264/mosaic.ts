import { MACROBLOCK } from "./parameter-sets.ts";
import type { Plane, Planes } from "./planes.ts";
import { predictChroma, predictLuma } from "./prediction.ts";
import { chromaCoefficients, lumaCoefficients } from "./residual.ts";

/** The coefficients that turn a macroblock's prediction into a mosaic of 4x4 blocks. */
export interface MosaicCoefficients {
  readonly luma: readonly number[];
  readonly cb: readonly number[];
  readonly cr: readonly number[];
}

/** The shades of a square's 4x4 blocks row by row, or undefined when a block has more than one. */
function shades(plane: Plane, column: number, row: number, side: number): number[] | undefined {
  const found: number[] = [];
  for (let y = row * side; y < (row + 1) * side; y += 4) {
    for (let x = column * side; x < (column + 1) * side; x += 4) {
      const start = y * plane.width + x;
      const shade = plane.samples[start] ?? 0;
      for (let line = 0; line < 4; line++) {
        for (let sample = 0; sample < 4; sample++) {
          if (plane.samples[start + line * plane.width + sample] !== shade) return undefined;
        }
      }
      found.push(shade);
    }
  }
  return found;
}

/** The coefficients of a macroblock that is an exact mosaic, predicted from its neighbours in the same picture. */
export function mosaicCoefficients(picture: Planes, column: number, row: number): MosaicCoefficients | undefined {
  const luma = shades(picture.luma, column, row, MACROBLOCK);
  const cb = shades(picture.cb, column, row, MACROBLOCK / 2);
  const cr = shades(picture.cr, column, row, MACROBLOCK / 2);
  if (luma === undefined || cb === undefined || cr === undefined) return undefined;
  const predicted = predictLuma(picture.luma, column, row);
  const coefficients = lumaCoefficients(luma.map((shade) => shade - predicted));
  if (coefficients === undefined) return undefined;
  return {
    luma: coefficients,
    cb: chroma(picture.cb, column, row, cb),
    cr: chroma(picture.cr, column, row, cr),
  };
}

function chroma(plane: Plane, column: number, row: number, wanted: readonly number[]): number[] {
  const predicted = predictChroma(plane, column, row);
  return chromaCoefficients(wanted.map((shade, block) => shade - (predicted[block] ?? 0)));
}
