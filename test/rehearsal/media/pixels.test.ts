import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Plane, Planes } from "../../../camera/media/h264/planes.ts";
import { cameraCode, createVideoSource } from "../../../camera/media/index.ts";
import { createPictureDecoder, readBarcodeFromPixels } from "../../../rehearsal/media/index.ts";

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

/** Scales a decoded picture as a browser does, by linear interpolation, and turns it into RGBA (BT.601, 16 to 235). */
function shown(picture: Planes, width: number, height: number): Uint8ClampedArray {
  const luma = scaled(picture.luma, 640, 360, width, height);
  const cb = scaled(picture.cb, 320, 180, width, height);
  const cr = scaled(picture.cr, 320, 180, width, height);
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let index = 0; index < width * height; index++) {
    const y = ((luma[index] ?? 0) - 16) * 1.164;
    const blue = (cb[index] ?? 0) - 128;
    const red = (cr[index] ?? 0) - 128;
    pixels[index * 4] = y + 1.596 * red;
    pixels[index * 4 + 1] = y - 0.392 * blue - 0.813 * red;
    pixels[index * 4 + 2] = y + 2.017 * blue;
  }
  return pixels;
}

/** The visible part of a plane, `fromWidth` by `fromHeight`, at another size. */
function scaled(plane: Plane, fromWidth: number, fromHeight: number, width: number, height: number): Float64Array {
  const result = new Float64Array(width * height);
  for (let index = 0; index < result.length; index++) {
    const x = Math.max((((index % width) + 0.5) * fromWidth) / width - 0.5, 0);
    const y = Math.max(((Math.floor(index / width) + 0.5) * fromHeight) / height - 0.5, 0);
    const left = Math.min(Math.floor(x), fromWidth - 2);
    const top = Math.min(Math.floor(y), fromHeight - 2);
    const right = Math.min(x - left, 1);
    const down = Math.min(y - top, 1);
    const start = top * plane.width + left;
    const upper = (plane.samples[start] ?? 0) * (1 - right) + (plane.samples[start + 1] ?? 0) * right;
    const below = start + plane.width;
    const lower = (plane.samples[below] ?? 0) * (1 - right) + (plane.samples[below + 1] ?? 0) * right;
    result[index] = upper * (1 - down) + lower * down;
  }
  return result;
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
