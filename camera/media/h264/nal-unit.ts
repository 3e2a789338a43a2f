/** The kinds of NAL unit that the camera sends (ITU-T H.264, table 7-1). */
export const NAL_UNIT_TYPE = { slice: 1, idrSlice: 5, sequenceParameterSet: 7, pictureParameterSet: 8 } as const;

/** A number of table 7-1 that the camera uses. */
export type NalUnitType = (typeof NAL_UNIT_TYPE)[keyof typeof NAL_UNIT_TYPE];

/** Wraps a payload as a NAL unit without start code: one header byte, and 03 put in where a start code would appear. */
export function nalUnit(type: NalUnitType, payload: Uint8Array): Buffer {
  // Every picture is a reference for the next, so nal_ref_idc is never 0; 3 marks what nothing decodes without.
  const referenceIdc = type === NAL_UNIT_TYPE.slice ? 2 : 3;
  const unit = Buffer.allocUnsafe(1 + Math.ceil(payload.length * 1.5));
  unit[0] = (referenceIdc << 5) | type;
  let length = 1;
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      unit[length++] = 3;
      zeros = 0;
    }
    unit[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(unit.subarray(0, length));
}
