import { CHROMA_DC, LUMA_DC, LUMA_DC_BESIDE_PCM } from "../../camera/media/h264/coefficient-codes.ts";
import {
  MB_TYPE_DC,
  MB_TYPE_DC_AND_CHROMA,
  MB_TYPE_PCM,
  P_SLICE_INTRA_OFFSET,
} from "../../camera/media/h264/macroblock.ts";
import { MACROBLOCK } from "../../camera/media/h264/parameter-sets.ts";
import type { Plane, Planes } from "../../camera/media/h264/planes.ts";
import { predictChroma, predictLuma } from "../../camera/media/h264/prediction.ts";
import { chromaDifferences, lumaDifferences } from "../../camera/media/h264/residual.ts";
import { type BitReader, expectSubset } from "./bit-reader.ts";
import { readCoefficientBlock } from "./coefficient-block.ts";

/**
 * Decodes a slice's macroblocks (ITU-T H.264, 7.3.4 and 7.3.5) over the picture before it, in place: a skipped
 * macroblock keeps its samples.
 * @throws {OutsideSubset} at a macroblock that the virtual camera does not write, and when the slice is cut short.
 */
export function decodeSliceData(reader: BitReader, idr: boolean, picture: Planes): void {
  const columns = picture.luma.width / MACROBLOCK;
  const count = columns * (picture.luma.height / MACROBLOCK);
  const pcm = new Uint8Array(count);
  for (let address = 0; address < count; address++) {
    if (!idr) {
      address += reader.unsigned();
      expectSubset(address <= count);
      if (address === count) break;
    }
    const column = address % columns;
    const row = Math.floor(address / columns);
    const mbType = reader.unsigned() - (idr ? 0 : P_SLICE_INTRA_OFFSET);
    if (mbType === MB_TYPE_PCM) {
      pcm[address] = 1;
      readPcmMacroblock(reader, picture, column, row);
    } else {
      expectSubset(mbType === MB_TYPE_DC || mbType === MB_TYPE_DC_AND_CHROMA);
      const besidePcm = (column > 0 && pcm[address - 1] === 1) || (row > 0 && pcm[address - columns] === 1);
      readMosaicMacroblock(reader, picture, column, row, { besidePcm, hasChroma: mbType === MB_TYPE_DC_AND_CHROMA });
    }
    // Skipped macroblocks at the end are told by one last run, so that "no more data" may only follow the last one.
    expectSubset(reader.moreData() || address === count - 1);
  }
  expectSubset(!reader.moreData());
}

function readPcmMacroblock(reader: BitReader, picture: Planes, column: number, row: number): void {
  reader.align();
  const squares: [Plane, number][] = [
    [picture.luma, MACROBLOCK],
    [picture.cb, MACROBLOCK / 2],
    [picture.cr, MACROBLOCK / 2],
  ];
  for (const [plane, side] of squares) {
    for (let y = row * side; y < (row + 1) * side; y++) {
      const start = y * plane.width + column * side;
      for (let index = start; index < start + side; index++) plane.samples[index] = reader.bits(8);
    }
  }
}

function readMosaicMacroblock(
  reader: BitReader,
  picture: Planes,
  column: number,
  row: number,
  { besidePcm, hasChroma }: { besidePcm: boolean; hasChroma: boolean },
): void {
  expectSubset(reader.unsigned() === 0); // intra_chroma_pred_mode: DC
  expectSubset(reader.signed() === 0); // mb_qp_delta
  const luma = lumaDifferences(readCoefficientBlock(reader, besidePcm ? LUMA_DC_BESIDE_PCM : LUMA_DC));
  const predicted = predictLuma(picture.luma, column, row);
  fillBlocks(
    picture.luma,
    column,
    row,
    luma.map((difference) => predicted + difference),
  );
  for (const plane of [picture.cb, picture.cr]) {
    const differences = hasChroma ? chromaDifferences(readCoefficientBlock(reader, CHROMA_DC)) : [0, 0, 0, 0];
    const prediction = predictChroma(plane, column, row);
    fillBlocks(
      plane,
      column,
      row,
      prediction.map((shade, block) => shade + (differences[block] ?? 0)),
    );
  }
}

/** Fills a macroblock's 4x4 blocks, given in raster order, each with one shade. */
function fillBlocks(plane: Plane, column: number, row: number, shades: readonly number[]): void {
  const blocks = Math.sqrt(shades.length);
  for (const [block, shade] of shades.entries()) {
    const x = (column * blocks + (block % blocks)) * 4;
    const y = (row * blocks + Math.floor(block / blocks)) * 4;
    const clipped = Math.min(Math.max(shade, 0), 255);
    for (let line = y; line < y + 4; line++) {
      plane.samples.fill(clipped, line * plane.width + x, line * plane.width + x + 4);
    }
  }
}
