// The barcode in each picture that proves which camera and which frame was shown. Two rows of black and white cells,
// one macroblock each, so that they survive scaling and colour conversion. Each row begins and ends with two known
// cells, which tell a reader what black and white look like and that it looks at a barcode at all:
//
//   1 0 | camera code, 16 bits | checksum, 8 bits | 1 0
//   0 1 | frame number, 24 bits                   | 0 1
//
// This file runs in browsers too, so it imports nothing.

/** What a picture's barcode says. */
export interface Barcode {
  /** See {@link cameraCode}. */
  readonly cameraCode: number;
  /** Frames since the source was made, modulo 2^24: about thirteen days at 15 a second. */
  readonly frameNumber: number;
}

/** Where the barcode's cells lie, in luma samples of a 640x360 picture. */
export const BARCODE_LAYOUT = {
  pictureWidth: 640,
  pictureHeight: 360,
  left: 32,
  top: 320,
  cell: 16,
  columns: 28,
  rows: 2,
} as const;

/** Frame numbers in the barcode wrap here. */
export const FRAME_NUMBER_RANGE = 2 ** 24;

const ROW_MARKS = [
  [1, 0],
  [0, 1],
] as const;
const MARK_CELLS = 2;

/** The 16-bit code that stands for a camera id in the barcode: FNV-1a of its UTF-8 bytes, folded. */
export function cameraCode(cameraId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(cameraId)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash >>> 16) ^ (hash & 0xffff);
}

/** CRC-8 with the polynomial x^8 + x^2 + x + 1: finds any three wrong cells. It starts at ff so that all black fails. */
function checksum(bytes: readonly number[]): number {
  let remainder = 0xff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = ((remainder << 1) ^ (remainder & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return remainder;
}

function checksumOf({ cameraCode, frameNumber }: Barcode): number {
  return checksum([cameraCode >> 8, cameraCode & 255, frameNumber >> 16, (frameNumber >> 8) & 255, frameNumber & 255]);
}

/** The cells of a barcode, row by row: true is white. */
export function barcodeCells(barcode: Barcode): boolean[][] {
  const wrapped = { ...barcode, frameNumber: barcode.frameNumber % FRAME_NUMBER_RANGE };
  const values = [wrapped.cameraCode * 256 + checksumOf(wrapped), wrapped.frameNumber];
  return ROW_MARKS.map((mark, row) => {
    const bits = Array.from({ length: 24 }, (_, bit) => ((values[row] ?? 0) >>> (23 - bit)) & 1);
    return [...mark, ...bits, ...mark].map((bit) => bit === 1);
  });
}

/**
 * Reads a barcode from the brightness (0 to 255, any range) of its cells. Undefined when a known cell is wrong, a cell
 * is neither clearly black nor clearly white, or the checksum does not match.
 */
export function readBarcodeCells(brightness: (column: number, row: number) => number): Barcode | undefined {
  const values: number[] = [];
  for (const [row, mark] of ROW_MARKS.entries()) {
    const cells = Array.from({ length: BARCODE_LAYOUT.columns }, (_, column) => brightness(column, row));
    const value = readRow(cells, mark);
    if (value === undefined) return undefined;
    values.push(value);
  }
  const [first = 0, frameNumber = 0] = values;
  const barcode = { cameraCode: first >>> 8, frameNumber };
  return checksumOf(barcode) === (first & 255) ? barcode : undefined;
}

/** A scaled video in a browser still has well over half of the full contrast between black and white. */
const LEAST_CONTRAST = 64;

function readRow(cells: readonly number[], mark: readonly (0 | 1)[]): number | undefined {
  const ends = [...cells.slice(0, MARK_CELLS), ...cells.slice(-MARK_CELLS)];
  const mean = (colour: 0 | 1) => {
    const known = ends.filter((_, index) => mark[index % MARK_CELLS] === colour);
    return known.reduce((total, cell) => total + cell, 0) / known.length;
  };
  const black = mean(0);
  const contrast = mean(1) - black;
  if (contrast < LEAST_CONTRAST) return undefined;
  let value = 0;
  for (const [index, cell] of cells.entries()) {
    const level = (cell - black) / contrast;
    // Between a quarter and three quarters it could be either.
    if (!(level < 0.25 || level > 0.75)) return undefined;
    const bit = level > 0.5 ? 1 : 0;
    const place = index - MARK_CELLS;
    if (place >= 0 && place < 24) value = value * 2 + bit;
    else if (bit !== mark[index < MARK_CELLS ? index : index - (cells.length - MARK_CELLS)]) return undefined;
  }
  return value;
}
