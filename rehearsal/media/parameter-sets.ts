import { CHROMA_QP_OFFSET, MACROBLOCK } from "../../camera/media/h264/parameter-sets.ts";
import { BitReader, expectSubset } from "./bit-reader.ts";

/** What a slice needs to know of its sequence parameter set. */
export interface SequenceParameters {
  readonly id: number;
  readonly frameNumberBits: number;
  /** Size after cropping, in luma samples. */
  readonly width: number;
  readonly height: number;
}

/** What a slice needs to know of its picture parameter set. */
export interface PictureParameters {
  readonly id: number;
  readonly sequenceParametersId: number;
  readonly initialQp: number;
}

/**
 * Reads a sequence parameter set (ITU-T H.264, 7.3.2.1.1) up to the cropping; what follows says how to show the picture.
 * @throws {OutsideSubset} for anything but progressive Baseline with one reference picture and no reordering.
 */
export function readSequenceParameters(payload: Uint8Array): SequenceParameters {
  const reader = new BitReader(payload);
  expectSubset(reader.bits(8) === 66); // profile_idc
  reader.bits(16); // constraint flags, level_idc
  const id = reader.unsigned();
  const frameNumberBits = reader.unsigned() + 4;
  expectSubset(frameNumberBits <= 16);
  expectSubset(reader.unsigned() === 2); // pic_order_cnt_type
  expectSubset(reader.unsigned() === 1); // max_num_ref_frames
  expectSubset(!reader.flag()); // gaps_in_frame_num_value_allowed_flag
  const codedWidth = (reader.unsigned() + 1) * MACROBLOCK;
  const codedHeight = (reader.unsigned() + 1) * MACROBLOCK;
  expectSubset(reader.flag()); // frame_mbs_only_flag
  reader.flag(); // direct_8x8_inference_flag
  const crop = { left: 0, right: 0, top: 0, bottom: 0 };
  if (reader.flag()) {
    crop.left = reader.unsigned();
    crop.right = reader.unsigned();
    crop.top = reader.unsigned();
    crop.bottom = reader.unsigned();
  }
  expectSubset(crop.left === 0 && crop.top === 0);
  return { id, frameNumberBits, width: codedWidth - 2 * crop.right, height: codedHeight - 2 * crop.bottom };
}

/**
 * Reads a picture parameter set (ITU-T H.264, 7.3.2.2).
 * @throws {OutsideSubset} when it asks for anything that the virtual camera does not use.
 */
export function readPictureParameters(payload: Uint8Array): PictureParameters {
  const reader = new BitReader(payload);
  const id = reader.unsigned();
  const sequenceParametersId = reader.unsigned();
  expectSubset(!reader.flag()); // entropy_coding_mode_flag
  expectSubset(!reader.flag()); // bottom_field_pic_order_in_frame_present_flag
  expectSubset(reader.unsigned() === 0); // num_slice_groups_minus1
  expectSubset(reader.unsigned() === 0); // num_ref_idx_l0_default_active_minus1
  reader.unsigned(); // num_ref_idx_l1_default_active_minus1
  expectSubset(!reader.flag()); // weighted_pred_flag
  reader.bits(2); // weighted_bipred_idc
  const initialQp = 26 + reader.signed();
  reader.signed(); // pic_init_qs_minus26
  expectSubset(reader.signed() === CHROMA_QP_OFFSET);
  expectSubset(reader.flag()); // deblocking_filter_control_present_flag
  expectSubset(!reader.flag()); // constrained_intra_pred_flag
  expectSubset(!reader.flag()); // redundant_pic_cnt_present_flag
  return { id, sequenceParametersId, initialQp };
}
