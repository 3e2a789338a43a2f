import { BARCODE_LAYOUT, type Barcode, readBarcodeCells } from "../../camera/media/barcode.ts";

/**
 * Reads the barcode from shown pixels, such as a canvas that a video was drawn to: `width` by `height` RGBA, the whole
 * picture at any scale, without bars around it. Undefined when there is no barcode that can be read with certainty.
 * This file runs in browsers, so neither it nor what it imports uses Node.
 */
export function readBarcodeFromPixels(pixels: Uint8ClampedArray, width: number, height: number): Barcode | undefined {
  if (width < 1 || height < 1 || pixels.length < width * height * 4) return undefined;
  const { left, top, cell, pictureWidth, pictureHeight } = BARCODE_LAYOUT;
  const scaleX = width / pictureWidth;
  const scaleY = height / pictureHeight;
  return readBarcodeCells((column, row) =>
    meanBrightness(pixels, width, {
      // The middle half of a cell: scaling blurs its edges.
      left: Math.floor((left + (column + 0.25) * cell) * scaleX),
      right: Math.floor((left + (column + 0.75) * cell) * scaleX),
      top: Math.floor((top + (row + 0.25) * cell) * scaleY),
      bottom: Math.floor((top + (row + 0.75) * cell) * scaleY),
    }),
  );
}

function meanBrightness(
  pixels: Uint8ClampedArray,
  width: number,
  area: { left: number; right: number; top: number; bottom: number },
): number {
  let total = 0;
  let count = 0;
  for (let y = area.top; y <= area.bottom; y++) {
    for (let x = area.left; x <= area.right; x++) {
      const start = (y * width + x) * 4;
      total += 0.299 * (pixels[start] ?? 0) + 0.587 * (pixels[start + 1] ?? 0) + 0.114 * (pixels[start + 2] ?? 0);
      count += 1;
    }
  }
  return total / count;
}
