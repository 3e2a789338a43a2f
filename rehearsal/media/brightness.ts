import { BARCODE_LAYOUT } from "../../camera/media/barcode.ts";

/** A rectangle of the test picture, in its luma samples. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Makes a reader of the mean brightness, 0 to 255, of areas of a test picture that is shown in `width` by `height` RGBA
 * pixels. Undefined when there are fewer pixels than that, or none.
 * This file runs in browsers, so neither it nor what it imports uses Node.
 */
export function createBrightnessReader(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
): ((area: Area) => number) | undefined {
  if (width < 1 || height < 1 || pixels.length < width * height * 4) return undefined;
  const scaleX = width / BARCODE_LAYOUT.pictureWidth;
  const scaleY = height / BARCODE_LAYOUT.pictureHeight;
  return (area) => {
    const right = Math.floor(area.right * scaleX);
    const bottom = Math.floor(area.bottom * scaleY);
    let total = 0;
    let count = 0;
    for (let y = Math.floor(area.top * scaleY); y <= bottom; y++) {
      for (let x = Math.floor(area.left * scaleX); x <= right; x++) {
        const start = (y * width + x) * 4;
        total += 0.299 * (pixels[start] ?? 0) + 0.587 * (pixels[start + 1] ?? 0) + 0.114 * (pixels[start + 2] ?? 0);
        count += 1;
      }
    }
    return total / count;
  };
}
