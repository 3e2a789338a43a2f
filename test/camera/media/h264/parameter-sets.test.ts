import { describe, expect, it } from "@jest/globals";
import {
  PROFILE_LEVEL_ID,
  pictureParameterSet,
  sequenceParameterSet,
} from "../../../../camera/media/h264/parameter-sets.ts";
import { nalUnitsOf } from "../../../../rehearsal/media/nal-units.ts";
import { readPictureParameters, readSequenceParameters } from "../../../../rehearsal/media/parameter-sets.ts";

function payloadOf(unit: Buffer): Uint8Array {
  return nalUnitsOf(unit)[0]?.payload ?? Uint8Array.of();
}

describe("the parameter sets", () => {
  it("name the profile and level that an answer's fmtp line promises", () => {
    const unit = sequenceParameterSet({ width: 640, height: 360, framesPerSecond: 15 });
    expect(unit.subarray(0, 4).toString("hex")).toBe(`67${PROFILE_LEVEL_ID}`);
    expect(PROFILE_LEVEL_ID).toBe("42e01f");
  });

  it.each([
    [640, 360],
    [640, 368],
    [1280, 720],
    [322, 242],
  ])("crop whole macroblocks to %d by %d", (width, height) => {
    const unit = sequenceParameterSet({ width, height, framesPerSecond: 15 });
    expect(readSequenceParameters(payloadOf(unit))).toMatchObject({ id: 0, width, height });
  });

  it("set the quantisation at which nothing is lost", () => {
    expect(readPictureParameters(payloadOf(pictureParameterSet()))).toEqual({
      id: 0,
      sequenceParametersId: 0,
      initialQp: 22,
    });
  });
});
