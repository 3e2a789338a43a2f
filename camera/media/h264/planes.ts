import { MACROBLOCK } from "./parameter-sets.ts";

/** One plane of samples, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}

/** A 4:2:0 picture of whole macroblocks: what is coded, before the crop. */
export interface Planes {
  readonly luma: Plane;
  readonly cb: Plane;
  readonly cr: Plane;
}

function plane(width: number, height: number): Plane {
  return { width, height, samples: new Uint8Array(width * height) };
}

/** Makes a picture large enough for `width` by `height` luma samples, rounded up to whole macroblocks. */
export function createPlanes(width: number, height: number): Planes {
  const columns = Math.ceil(width / MACROBLOCK);
  const rows = Math.ceil(height / MACROBLOCK);
  const chromaSide = MACROBLOCK / 2;
  return {
    luma: plane(columns * MACROBLOCK, rows * MACROBLOCK),
    cb: plane(columns * chromaSide, rows * chromaSide),
    cr: plane(columns * chromaSide, rows * chromaSide),
  };
}

/** Copies all samples of one picture into another of the same size. */
export function copyPlanes(from: Planes, to: Planes): void {
  to.luma.samples.set(from.luma.samples);
  to.cb.samples.set(from.cb.samples);
  to.cr.samples.set(from.cr.samples);
}

/** Whether two pictures agree in every sample of a macroblock. */
export function sameMacroblock(a: Planes, b: Planes, column: number, row: number): boolean {
  return (
    sameSquare(a.luma, b.luma, column, row, MACROBLOCK) &&
    sameSquare(a.cb, b.cb, column, row, MACROBLOCK / 2) &&
    sameSquare(a.cr, b.cr, column, row, MACROBLOCK / 2)
  );
}

function sameSquare(a: Plane, b: Plane, column: number, row: number, side: number): boolean {
  for (let y = row * side; y < (row + 1) * side; y++) {
    const start = y * a.width + column * side;
    for (let index = start; index < start + side; index++) if (a.samples[index] !== b.samples[index]) return false;
  }
  return true;
}
