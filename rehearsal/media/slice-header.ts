import { LUMA_QP } from "../../camera/media/h264/parameter-sets.ts";
import { type BitReader, expectSubset } from "./bit-reader.ts";
import type { PictureParameters, SequenceParameters } from "./parameter-sets.ts";

/**
 * Reads a slice header (ITU-T H.264, 7.3.3) and returns its frame_num.
 * @throws {OutsideSubset} unless the slice is a whole I or P picture without deblocking, at the camera's one QP.
 */
export function readSliceHeader(
  reader: BitReader,
  idr: boolean,
  sequence: SequenceParameters,
  picture: PictureParameters,
): number {
  expectSubset(reader.unsigned() === 0); // first_mb_in_slice
  const sliceType = reader.unsigned() % 5;
  expectSubset(sliceType === (idr ? 2 : 0));
  expectSubset(reader.unsigned() === picture.id && picture.sequenceParametersId === sequence.id);
  const frameNumber = reader.bits(sequence.frameNumberBits);
  if (idr) {
    reader.unsigned(); // idr_pic_id
    reader.flag(); // no_output_of_prior_pics_flag
    expectSubset(!reader.flag()); // long_term_reference_flag
  } else {
    expectSubset(!reader.flag()); // num_ref_idx_active_override_flag
    expectSubset(!reader.flag()); // ref_pic_list_modification_flag_l0
    expectSubset(!reader.flag()); // adaptive_ref_pic_marking_mode_flag
  }
  expectSubset(picture.initialQp + reader.signed() === LUMA_QP);
  expectSubset(reader.unsigned() === 1); // disable_deblocking_filter_idc
  return frameNumber;
}
