import { BitWriter } from "./bit-writer.ts";
import { NAL_UNIT_TYPE, nalUnit } from "./nal-unit.ts";

/** Side of a macroblock in luma samples. */
export const MACROBLOCK = 16;

/** profile_idc, constraint flags and level_idc: Constrained Baseline, level 3.1, as an answer's fmtp line says it. */
export const PROFILE_LEVEL_ID = "42e01f";

/** frame_num is written with this many bits, and so wraps at its power of two. */
export const FRAME_NUMBER_BITS = 8;

/**
 * The one luma quantisation parameter of all macroblocks. At 22, with chroma 12 lower, the transform of this stream
 * loses nothing: see residual.ts.
 */
export const LUMA_QP = 22;

/** chroma_qp_index_offset, which makes the chroma quantisation parameter 10. */
export const CHROMA_QP_OFFSET = -12;

/** Writes the sequence parameter set of a picture whose sides are even (ITU-T H.264, 7.3.2.1.1). */
export function sequenceParameterSet(video: { width: number; height: number; framesPerSecond: number }): Buffer {
  const columns = Math.ceil(video.width / MACROBLOCK);
  const rows = Math.ceil(video.height / MACROBLOCK);
  const writer = new BitWriter();
  for (const byte of Buffer.from(PROFILE_LEVEL_ID, "hex")) writer.byte(byte);
  writer.unsigned(0); // seq_parameter_set_id
  writer.unsigned(FRAME_NUMBER_BITS - 4); // log2_max_frame_num_minus4
  writer.unsigned(2); // pic_order_cnt_type: output order is decoding order, so no decoder waits
  writer.unsigned(1); // max_num_ref_frames
  writer.flag(false); // gaps_in_frame_num_value_allowed_flag
  writer.unsigned(columns - 1); // pic_width_in_mbs_minus1
  writer.unsigned(rows - 1); // pic_height_in_map_units_minus1
  writer.flag(true); // frame_mbs_only_flag
  writer.flag(true); // direct_8x8_inference_flag
  writer.flag(true); // frame_cropping_flag
  writer.unsigned(0); // left, in pairs of samples
  writer.unsigned((columns * MACROBLOCK - video.width) / 2); // right
  writer.unsigned(0); // top
  writer.unsigned((rows * MACROBLOCK - video.height) / 2); // bottom
  writer.flag(true); // vui_parameters_present_flag
  videoUsabilityInformation(writer, video.framesPerSecond);
  return nalUnit(NAL_UNIT_TYPE.sequenceParameterSet, writer.finish());
}

/** Annex E: says how to show the colours, how fast, and that no picture is ever reordered. */
function videoUsabilityInformation(writer: BitWriter, framesPerSecond: number): void {
  writer.flag(false); // aspect_ratio_info_present_flag
  writer.flag(false); // overscan_info_present_flag
  writer.flag(true); // video_signal_type_present_flag
  writer.bits(5, 3); // video_format: unspecified
  writer.flag(false); // video_full_range_flag: luma 16 to 235
  writer.flag(true); // colour_description_present_flag
  writer.byte(6); // colour_primaries: SMPTE 170M, what decoders assume at this size anyway
  writer.byte(6); // transfer_characteristics
  writer.byte(6); // matrix_coefficients
  writer.flag(false); // chroma_loc_info_present_flag
  writer.flag(true); // timing_info_present_flag
  writer.bits(1, 32); // num_units_in_tick
  writer.bits(2 * framesPerSecond, 32); // time_scale, in fields
  writer.flag(false); // fixed_frame_rate_flag
  writer.flag(false); // nal_hrd_parameters_present_flag
  writer.flag(false); // vcl_hrd_parameters_present_flag
  writer.flag(false); // pic_struct_present_flag
  writer.flag(true); // bitstream_restriction_flag
  writer.flag(false); // motion_vectors_over_pic_boundaries_flag
  writer.unsigned(0); // max_bytes_per_pic_denom: no limit told
  writer.unsigned(0); // max_bits_per_mb_denom
  writer.unsigned(0); // log2_max_mv_length_horizontal: nothing ever moves by a vector
  writer.unsigned(0); // log2_max_mv_length_vertical
  writer.unsigned(0); // max_num_reorder_frames: show each picture as soon as it is decoded
  writer.unsigned(1); // max_dec_frame_buffering
}

/** Writes the picture parameter set: CAVLC, one slice group, deblocking left to the slice (ITU-T H.264, 7.3.2.2). */
export function pictureParameterSet(): Buffer {
  const writer = new BitWriter();
  writer.unsigned(0); // pic_parameter_set_id
  writer.unsigned(0); // seq_parameter_set_id
  writer.flag(false); // entropy_coding_mode_flag: CAVLC
  writer.flag(false); // bottom_field_pic_order_in_frame_present_flag
  writer.unsigned(0); // num_slice_groups_minus1
  writer.unsigned(0); // num_ref_idx_l0_default_active_minus1
  writer.unsigned(0); // num_ref_idx_l1_default_active_minus1
  writer.flag(false); // weighted_pred_flag
  writer.bits(0, 2); // weighted_bipred_idc
  writer.signed(LUMA_QP - 26); // pic_init_qp_minus26
  writer.signed(0); // pic_init_qs_minus26
  writer.signed(CHROMA_QP_OFFSET); // chroma_qp_index_offset
  writer.flag(true); // deblocking_filter_control_present_flag
  writer.flag(false); // constrained_intra_pred_flag
  writer.flag(false); // redundant_pic_cnt_present_flag
  return nalUnit(NAL_UNIT_TYPE.pictureParameterSet, writer.finish());
}
