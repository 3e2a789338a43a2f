import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Planes } from "../../../camera/media/h264/planes.ts";
import { cameraCode, createVideoSource } from "../../../camera/media/index.ts";
import { createPictureDecoder, readBarcodeFromPixels } from "../../../rehearsal/media/index.ts";
import { shown } from "./shown.ts";

const camera = { cameraId: "front-door", name: "Front door" };

/** The picture that a viewer decodes when the source is at a frame. */
function decodedFrame(frame: number): Planes {
  const source = createVideoSource(camera);
  const decoder = createPictureDecoder();
  let picture: Planes | undefined;
  for (let index = 0; index <= frame; index++) {
    picture = decoder.decode(source.nextFrame({ now: new Date(0), keyframe: false, level: 1 }).nalUnits);
  }
  if (picture === undefined) throw new Error("the decoder gave no picture");
  return picture;
}

const picture = decodedFrame(21);
const barcode = { cameraCode: cameraCode(camera.cameraId), frameNumber: 21 };

describe("the barcode in shown pixels", () => {
  it.each([
    [640, 360],
    [800, 600],
    [320, 180],
    [213, 120],
    [160, 90],
    [777, 437],
  ])("reads at %d by %d", (width, height) => {
    expect(readBarcodeFromPixels(shown(picture, width, height), width, height)).toEqual(barcode);
  });

  it("reads through noise and dimmed colours", () => {
    const pixels = shown(picture, 320, 180);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.5, max: 1, noNaN: true }), (seed, dimming) => {
        const noisy = pixels.map((value, index) => value * dimming + ((index * seed * 37) % 41) - 20);
        expect(readBarcodeFromPixels(noisy, 320, 180)).toEqual(barcode);
      }),
      { numRuns: 8 },
    );
  });

  it("is not read where half of it is from another frame", () => {
    const torn = shown(picture, 640, 360);
    const other = shown(decodedFrame(22), 640, 360);
    torn.set(other.subarray(640 * 336 * 4), 640 * 336 * 4);
    expect(readBarcodeFromPixels(torn, 640, 360)).toBeUndefined();
  });

  it("is not read in a picture with bars beside it, or in a black one", () => {
    const pixels = shown(picture, 640, 360);
    const pushedDown = new Uint8ClampedArray(pixels.length);
    pushedDown.set(pixels.subarray(0, 640 * 320 * 4), 640 * 40 * 4);
    expect(readBarcodeFromPixels(pushedDown, 640, 360)).toBeUndefined();
    expect(readBarcodeFromPixels(new Uint8ClampedArray(640 * 360 * 4), 640, 360)).toBeUndefined();
  });

  it("is not read from fewer pixels than the size says", () => {
    expect(readBarcodeFromPixels(shown(picture, 320, 180), 640, 360)).toBeUndefined();
    expect(readBarcodeFromPixels(new Uint8ClampedArray(0), 0, 0)).toBeUndefined();
  });
});
