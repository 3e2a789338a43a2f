import { BARCODE_LAYOUT, type Barcode, readBarcodeCells } from "../../camera/media/barcode.ts";
import type { Plane } from "../../camera/media/h264/planes.ts";
import { createPictureDecoder } from "./picture-decoder.ts";

/** Reads which camera and which frame was received, out of the coded pictures themselves. */
export interface BarcodeReader {
  /**
   * Takes the next access unit received, as Annex B bytes or as NAL units with or without start codes. Undefined when
   * it is not the virtual camera's, is broken, or refers to a picture that was never read; never throws.
   */
  read(accessUnit: Uint8Array | readonly Uint8Array[]): Barcode | undefined;
}

/** Makes a reader for one stream; it must be given every access unit in order, since most tell only what changed. */
export function createBarcodeReader(): BarcodeReader {
  const decoder = createPictureDecoder();
  return {
    read(accessUnit) {
      const picture = decoder.decode(accessUnit);
      return picture && readBarcodeCells((column, row) => cellBrightness(picture.luma, column, row));
    },
  };
}

function cellBrightness(luma: Plane, column: number, row: number): number {
  const { left, top, cell } = BARCODE_LAYOUT;
  let total = 0;
  for (let y = top + row * cell; y < top + (row + 1) * cell; y++) {
    for (let x = left + column * cell; x < left + (column + 1) * cell; x++)
      total += luma.samples[y * luma.width + x] ?? 0;
  }
  return total / (cell * cell);
}
