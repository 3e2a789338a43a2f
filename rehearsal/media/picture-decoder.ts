import { BARCODE_LAYOUT } from "../../camera/media/barcode.ts";
import { NAL_UNIT_TYPE } from "../../camera/media/h264/nal-unit.ts";
import { createPlanes, type Planes } from "../../camera/media/h264/planes.ts";
import { BitReader, expectSubset, OutsideSubset } from "./bit-reader.ts";
import { type NalUnit, nalUnitsOf } from "./nal-units.ts";
import {
  type PictureParameters,
  readPictureParameters,
  readSequenceParameters,
  type SequenceParameters,
} from "./parameter-sets.ts";
import { decodeSliceData } from "./slice-data.ts";
import { readSliceHeader } from "./slice-header.ts";

/** Decodes the virtual camera's H.264 and nothing else. */
export interface PictureDecoder {
  /**
   * Decodes the next access unit, as Annex B bytes or as NAL units with or without start codes. Undefined when it holds
   * no picture, when it is not of the virtual camera's kind, and from a lost picture on until the next keyframe.
   * The picture returned is painted over by the next call.
   */
  decode(accessUnit: Uint8Array | readonly Uint8Array[]): Planes | undefined;
}

// The page imports this file too, so the size comes from the barcode, which, unlike the camera, needs no Node.
const { pictureWidth, pictureHeight } = BARCODE_LAYOUT;

/** Makes a decoder that waits for a keyframe. */
export function createPictureDecoder(): PictureDecoder {
  let sequence: SequenceParameters | undefined;
  let pictureParameters: PictureParameters | undefined;
  let frameNumber: number | undefined;
  const picture = createPlanes(pictureWidth, pictureHeight);

  /** frame_num of the only picture that can be decoded now, if any. */
  function expectedFrameNumber(idr: boolean, { frameNumberBits }: SequenceParameters): number | undefined {
    if (idr) return 0;
    return frameNumber === undefined ? undefined : (frameNumber + 1) % 2 ** frameNumberBits;
  }

  function decodeSlice({ type, payload }: NalUnit): void {
    expectSubset(sequence !== undefined && pictureParameters !== undefined);
    const idr = type === NAL_UNIT_TYPE.idrSlice;
    const expected = expectedFrameNumber(idr, sequence);
    // Until this slice is decoded whole, the picture is a mixture that nothing may be built on.
    frameNumber = undefined;
    const reader = new BitReader(payload);
    expectSubset(readSliceHeader(reader, idr, sequence, pictureParameters) === expected);
    decodeSliceData(reader, idr, picture);
    frameNumber = expected;
  }

  function decodeUnit(unit: NalUnit): boolean {
    switch (unit.type) {
      case NAL_UNIT_TYPE.sequenceParameterSet:
        sequence = undefined;
        sequence = readSequenceParameters(unit.payload);
        expectSubset(sequence.width === pictureWidth && sequence.height === pictureHeight);
        return false;
      case NAL_UNIT_TYPE.pictureParameterSet:
        pictureParameters = undefined;
        pictureParameters = readPictureParameters(unit.payload);
        return false;
      case NAL_UNIT_TYPE.slice:
      case NAL_UNIT_TYPE.idrSlice:
        decodeSlice(unit);
        return true;
      default:
        return false;
    }
  }

  return {
    decode(accessUnit) {
      try {
        const pictures = nalUnitsOf(accessUnit).filter(decodeUnit).length;
        return pictures === 1 ? picture : undefined;
      } catch (error) {
        if (!(error instanceof OutsideSubset)) throw error;
        return undefined;
      }
    },
  };
}
