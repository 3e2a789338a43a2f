import type { BitWriter } from "./bit-writer.ts";
import { writeCoefficientBlock } from "./coefficient-block.ts";
import { CHROMA_DC, LUMA_DC, LUMA_DC_BESIDE_PCM } from "./coefficient-codes.ts";
import type { MosaicCoefficients } from "./mosaic.ts";
import { MACROBLOCK } from "./parameter-sets.ts";
import type { Plane, Planes } from "./planes.ts";

/** mb_type of I_PCM in an I slice (ITU-T H.264, table 7-11). */
export const MB_TYPE_PCM = 25;

/** mb_type of Intra16x16 with DC prediction and no coefficients but luma DC, in an I slice. */
export const MB_TYPE_DC = 3;

/** mb_type of Intra16x16 with DC prediction, luma DC and chroma DC, in an I slice. */
export const MB_TYPE_DC_AND_CHROMA = 7;

/** What a P slice adds to the mb_type of an intra macroblock (table 7-13). */
export const P_SLICE_INTRA_OFFSET = 5;

/** Writes all samples of a macroblock as they are: 384 bytes. */
export function writePcmMacroblock(
  writer: BitWriter,
  mbTypeOffset: number,
  picture: Planes,
  column: number,
  row: number,
): void {
  writer.unsigned(mbTypeOffset + MB_TYPE_PCM);
  writer.align();
  writeSquare(writer, picture.luma, column, row, MACROBLOCK);
  writeSquare(writer, picture.cb, column, row, MACROBLOCK / 2);
  writeSquare(writer, picture.cr, column, row, MACROBLOCK / 2);
}

function writeSquare(writer: BitWriter, plane: Plane, column: number, row: number, side: number): void {
  for (let y = row * side; y < (row + 1) * side; y++) {
    const start = y * plane.width + column * side;
    for (let index = start; index < start + side; index++) writer.byte(plane.samples[index] ?? 0);
  }
}

/** Writes a mosaic macroblock as Intra16x16; `besidePcm` when the macroblock above or to the left is I_PCM. */
export function writeMosaicMacroblock(
  writer: BitWriter,
  mbTypeOffset: number,
  coefficients: MosaicCoefficients,
  besidePcm: boolean,
): void {
  const hasChroma = [...coefficients.cb, ...coefficients.cr].some((coefficient) => coefficient !== 0);
  writer.unsigned(mbTypeOffset + (hasChroma ? MB_TYPE_DC_AND_CHROMA : MB_TYPE_DC));
  writer.unsigned(0); // intra_chroma_pred_mode: DC
  writer.signed(0); // mb_qp_delta
  // An I_PCM neighbour counts as 16 coefficients, so nC is 8 beside one and 16 beside two (9.2.1).
  writeCoefficientBlock(writer, besidePcm ? LUMA_DC_BESIDE_PCM : LUMA_DC, coefficients.luma);
  if (!hasChroma) return;
  writeCoefficientBlock(writer, CHROMA_DC, coefficients.cb);
  writeCoefficientBlock(writer, CHROMA_DC, coefficients.cr);
}
