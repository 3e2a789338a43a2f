import { decode } from "jpeg-js";
import { BARCODE_LAYOUT, type Barcode, readBarcodeCells } from "../../camera/media/barcode.ts";

/**
 * Reads which camera made a JPEG, and which of its pictures it is. Undefined when it cannot be decoded, or is not a
 * virtual camera's; never throws.
 */
export function readJpegBarcode(jpeg: Uint8Array): Barcode | undefined {
  const image = decodeJpeg(jpeg);
  if (image?.width !== BARCODE_LAYOUT.pictureWidth || image.height !== BARCODE_LAYOUT.pictureHeight) return undefined;
  const { width, data } = image;
  const { left, top, cell } = BARCODE_LAYOUT;
  return readBarcodeCells((column, row) => {
    let total = 0;
    for (let y = top + row * cell; y < top + (row + 1) * cell; y++) {
      for (let x = left + column * cell; x < left + (column + 1) * cell; x++) {
        // Cells are grey: one of the three colours tells it.
        total += data[(y * width + x) * 4 + 1] ?? 0;
      }
    }
    return total / (cell * cell);
  });
}

/** A JPEG's pixels, four bytes each; undefined when it cannot be decoded. */
export function decodeJpeg(
  jpeg: Uint8Array,
): { readonly width: number; readonly height: number; readonly data: Uint8Array } | undefined {
  try {
    return decode(jpeg, { useTArray: true, tolerantDecoding: false });
  } catch {
    return undefined;
  }
}
