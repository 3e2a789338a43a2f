import type { Plane, Planes } from "../../../camera/media/h264/planes.ts";

// Looking a global up is slow in jest, and this is done for every pixel.
const { floor, max, min } = Math;

/** Scales a 640x360 picture as a browser does, by linear interpolation, and turns it into RGBA (BT.601, 16 to 235). */
export function shown(picture: Planes, width: number, height: number): Uint8ClampedArray {
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
    const x = max((((index % width) + 0.5) * fromWidth) / width - 0.5, 0);
    const y = max(((floor(index / width) + 0.5) * fromHeight) / height - 0.5, 0);
    const left = min(floor(x), fromWidth - 2);
    const top = min(floor(y), fromHeight - 2);
    const right = min(x - left, 1);
    const down = min(y - top, 1);
    const start = top * plane.width + left;
    const upper = (plane.samples[start] ?? 0) * (1 - right) + (plane.samples[start + 1] ?? 0) * right;
    const below = start + plane.width;
    const lower = (plane.samples[below] ?? 0) * (1 - right) + (plane.samples[below + 1] ?? 0) * right;
    result[index] = upper * (1 - down) + lower * down;
  }
  return result;
}
