import { BARCODE_LAYOUT, type Barcode, readBarcodeCells } from "../../camera/media/barcode.ts";
import { type Area, createBrightnessReader } from "./brightness.ts";

/**
 * Reads the barcode from shown pixels, such as a canvas that a video was drawn to: `width` by `height` RGBA, the whole
 * picture at any scale, without bars around it. Undefined when there is no barcode that can be read with certainty.
 * This file runs in browsers, so neither it nor what it imports uses Node.
 */
export function readBarcodeFromPixels(pixels: Uint8ClampedArray, width: number, height: number): Barcode | undefined {
  const brightnessOf = createBrightnessReader(pixels, width, height);
  return brightnessOf && readBarcodeCells((column, row) => brightnessOf(barcodeCell(column, row)));
}

/** The middle half of a cell of the barcode: scaling blurs its edges. */
export function barcodeCell(column: number, row: number): Area {
  const { left, top, cell } = BARCODE_LAYOUT;
  return {
    left: left + (column + 0.25) * cell,
    right: left + (column + 0.75) * cell,
    top: top + (row + 0.25) * cell,
    bottom: top + (row + 0.75) * cell,
  };
}
