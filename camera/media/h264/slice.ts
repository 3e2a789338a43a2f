import { BitWriter } from "./bit-writer.ts";
import { P_SLICE_INTRA_OFFSET, writeMosaicMacroblock, writePcmMacroblock } from "./macroblock.ts";
import { mosaicCoefficients } from "./mosaic.ts";
import { NAL_UNIT_TYPE, nalUnit } from "./nal-unit.ts";
import { FRAME_NUMBER_BITS, MACROBLOCK } from "./parameter-sets.ts";
import { type Planes, sameMacroblock } from "./planes.ts";

/** A picture to code: `previous` is what the decoder shows now, and is left out for an IDR picture. */
export interface SliceInput {
  readonly picture: Planes;
  readonly previous?: Planes;
  /** Pictures since the last IDR picture; 0 in the IDR picture itself. */
  readonly picturesSinceIdr: number;
  /** Differs between one IDR picture and the next, so that a decoder tells them apart: 0 to 65535. */
  readonly idrPictureId: number;
}

/** Writes a whole picture as one slice that decodes to exactly the samples given (ITU-T H.264, 7.3.3 and 7.3.4). */
export function slice(input: SliceInput): Buffer {
  const writer = new BitWriter();
  writeSliceHeader(writer, input);
  writeSliceData(writer, input);
  return nalUnit(input.previous ? NAL_UNIT_TYPE.slice : NAL_UNIT_TYPE.idrSlice, writer.finish());
}

function writeSliceHeader(writer: BitWriter, input: SliceInput): void {
  const idr = input.previous === undefined;
  writer.unsigned(0); // first_mb_in_slice
  writer.unsigned(idr ? 7 : 5); // slice_type: I or P, and all slices of the picture are
  writer.unsigned(0); // pic_parameter_set_id
  writer.bits(input.picturesSinceIdr, FRAME_NUMBER_BITS); // frame_num, modulo its range
  if (idr) {
    writer.unsigned(input.idrPictureId);
    writer.flag(false); // no_output_of_prior_pics_flag
    writer.flag(false); // long_term_reference_flag
  } else {
    writer.flag(false); // num_ref_idx_active_override_flag
    writer.flag(false); // ref_pic_list_modification_flag_l0
    writer.flag(false); // adaptive_ref_pic_marking_mode_flag
  }
  writer.signed(0); // slice_qp_delta
  writer.unsigned(1); // disable_deblocking_filter_idc: off, or it would soften what is meant to be exact
}

function writeSliceData(writer: BitWriter, { picture, previous }: SliceInput): void {
  const columns = picture.luma.width / MACROBLOCK;
  const rows = picture.luma.height / MACROBLOCK;
  const mbTypeOffset = previous ? P_SLICE_INTRA_OFFSET : 0;
  const pcm = new Uint8Array(columns * rows);
  let skipped = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (previous && sameMacroblock(picture, previous, column, row)) {
        skipped += 1;
        continue;
      }
      // A skipped macroblock copies the one in its place: all vectors around it are zero, so its own is too (8.4.1.1).
      if (previous) writer.unsigned(skipped);
      skipped = 0;
      const address = row * columns + column;
      const coefficients = mosaicCoefficients(picture, column, row);
      if (coefficients === undefined) {
        pcm[address] = 1;
        writePcmMacroblock(writer, mbTypeOffset, picture, column, row);
      } else {
        const besidePcm = (column > 0 && pcm[address - 1] === 1) || (row > 0 && pcm[address - columns] === 1);
        writeMosaicMacroblock(writer, mbTypeOffset, coefficients, besidePcm);
      }
    }
  }
  if (skipped > 0) writer.unsigned(skipped);
}
