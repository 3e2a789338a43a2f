import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createPlanes, type Planes } from "../../../camera/media/h264/planes.ts";
import { createVideoSource } from "../../../camera/media/index.ts";
import { LEVEL_LAYOUT } from "../../../camera/media/picture/level-layout.ts";
import { brighten } from "../../../camera/media/picture/paint.ts";
import { createTestPicture, VIDEO_HEIGHT, VIDEO_WIDTH } from "../../../camera/media/picture/test-picture.ts";
import { createPictureDecoder, readLevelFromPixels } from "../../../rehearsal/media/index.ts";
import { shown } from "./shown.ts";

/** The test picture of a camera at a level. */
function painted(level: number | undefined, cameraId = "front-door"): Planes {
  const picture = createPlanes(VIDEO_WIDTH, VIDEO_HEIGHT);
  const moment = { now: new Date(0), frameNumber: 7 };
  createTestPicture({ cameraId, name: cameraId })(picture, level === undefined ? moment : { ...moment, level });
  return picture;
}

const read = (picture: Planes, width: number, height: number) =>
  readLevelFromPixels(shown(picture, width, height), width, height);
// Both ends, and both sides of where the colour changes.
const levels = [0, 1, 2, 11, 16, 22, 23, 24, 28, 29, 30, 31, 32].map((lit) => lit / LEVEL_LAYOUT.segments);
const pictures = levels.map((level) => painted(level));

describe("the level in shown pixels", () => {
  it.each([
    [640, 360],
    [800, 600],
    [777, 437],
    [320, 180],
    [213, 120],
    [160, 90],
  ])("reads at %d by %d", (width, height) => {
    expect(pictures.map((picture) => read(picture, width, height))).toEqual(levels);
  });

  it.each(["garden", "front-door", "back-yard", "garage", "nursery", "porch", "drive", "attic"])(
    "reads whatever the picture's colours are: camera %s",
    (cameraId) => {
      for (const level of [0, 0.25, 0.75, 1]) expect(read(painted(level, cameraId), 320, 180)).toBe(level);
    },
  );

  it("is nothing when the camera hears nothing, and never more than everything", () => {
    expect(read(painted(undefined), 640, 360)).toBe(0);
    expect(read(painted(-1), 640, 360)).toBe(0);
    expect(read(painted(7), 640, 360)).toBe(1);
  });

  it("reads in a picture that was coded and decoded", () => {
    const source = createVideoSource({ cameraId: "front-door", name: "Front door" });
    const decoder = createPictureDecoder();
    const decoded = [0, 0.5, 1, 0.125].map((level) => {
      const picture = decoder.decode(source.nextFrame({ now: new Date(0), keyframe: false, level }).nalUnits);
      return picture && read(picture, 640, 360);
    });
    expect(decoded).toEqual([0, 0.5, 1, 0.125]);
  });

  it("reads through noise and dimmed colours", () => {
    const pixels = shown(painted(0.5), 320, 180);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.5, max: 1, noNaN: true }), (seed, dimming) => {
        const noisy = pixels.map((value, index) => value * dimming + ((index * seed * 37) % 21) - 10);
        expect(readLevelFromPixels(noisy, 320, 180)).toBe(0.5);
      }),
      { numRuns: 8 },
    );
  });

  it("is not read when a segment is half lit, or lit after a dark one", () => {
    const { left, top, pitch, segmentWidth: width, segmentHeight: height, litRise, darkRise } = LEVEL_LAYOUT;
    const at = (segment: number) => ({ x: left + segment * pitch, y: top, width, height });
    const halfLit = painted(0.5);
    brighten(halfLit, at(16), (litRise - darkRise) / 2);
    expect(read(halfLit, 640, 360)).toBeUndefined();
    const gap = painted(0.5);
    brighten(gap, at(17), litRise - darkRise);
    expect(read(gap, 640, 360)).toBeUndefined();
  });

  it("is not read where there is no test picture, or fewer pixels than the size says", () => {
    expect(readLevelFromPixels(new Uint8ClampedArray(640 * 360 * 4).fill(128), 640, 360)).toBeUndefined();
    expect(readLevelFromPixels(shown(painted(1), 320, 180), 640, 360)).toBeUndefined();
    expect(readLevelFromPixels(new Uint8ClampedArray(0), 0, 0)).toBeUndefined();
  });
});
