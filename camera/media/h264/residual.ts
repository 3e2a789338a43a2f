// A macroblock whose 4x4 blocks are each of one shade differs from its prediction by 16 luma and 2 x 4 chroma numbers.
// Those are all that the DC coefficients of Intra16x16 carry, so such a mosaic is coded in a few bytes and exactly:
//
// * Luma (ITU-T H.264, 8.5.10): at QP 22 decoding gives dc = (f * 256 + 4) >> 3 = 32 f, with f = H c H, and a block's
//   sample difference is (dc + 32) >> 6. With H H = 4 I, the coefficients c = H d H / 8 decode to d again, as long as
//   the division leaves nothing over: two shades that differ by a multiple of 8 always satisfy that.
// * Chroma (8.5.11): at QP 10 decoding gives dc = ((f * 256) << 1) >> 5 = 16 f, f = H c H with the 2x2 H, so that
//   c = H d H decodes to d for any d.

/** Positions, row by row, of a 4x4 block's coefficients in zig-zag order (ITU-T H.264, 8.5.6, frame macroblocks). */
export const ZIG_ZAG: readonly number[] = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];

const ROWS = [0, 4, 8, 12];
const COLUMNS = [0, 1, 2, 3];

/** H m H of 16 numbers, row by row (8.5.10). */
function hadamard4(matrix: readonly number[]): number[] {
  const result = [...matrix];
  for (const start of ROWS) butterfly(result, start, 1);
  for (const start of COLUMNS) butterfly(result, start, 4);
  return result;
}

function butterfly(values: number[], start: number, step: number): void {
  const [a = 0, b = 0, c = 0, d = 0] = COLUMNS.map((index) => values[start + index * step] ?? 0);
  values[start] = a + b + c + d;
  values[start + step] = a + b - c - d;
  values[start + 2 * step] = a - b - c + d;
  values[start + 3 * step] = a - b + c - d;
}

/** H m H of 4 numbers, row by row (8.5.11). */
function hadamard2([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number[] {
  return [a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d];
}

/** Coefficients in scan order for 16 luma differences row by row; undefined when they would not decode exactly. */
export function lumaCoefficients(differences: readonly number[]): number[] | undefined {
  const transformed = hadamard4(differences);
  if (transformed.some((value) => value % 8 !== 0)) return undefined;
  return ZIG_ZAG.map((position) => (transformed[position] ?? 0) / 8);
}

/** The luma differences, row by row, that a decoder gets from coefficients in scan order. */
export function lumaDifferences(coefficients: readonly number[]): number[] {
  const matrix = new Array<number>(16).fill(0);
  ZIG_ZAG.forEach((position, index) => {
    matrix[position] = coefficients[index] ?? 0;
  });
  return hadamard4(matrix).map((value) => (32 * value + 32) >> 6);
}

/** Coefficients for 4 chroma differences row by row; these always decode exactly. */
export function chromaCoefficients(differences: readonly number[]): number[] {
  return hadamard2(differences);
}

/** The chroma differences, row by row, that a decoder gets from coefficients. */
export function chromaDifferences(coefficients: readonly number[]): number[] {
  return hadamard2(coefficients).map((value) => (16 * value + 32) >> 6);
}
