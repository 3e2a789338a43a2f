import { LEVEL_LAYOUT } from "../../camera/media/picture/level-layout.ts";
import { type Area, createBrightnessReader } from "./brightness.ts";
import { barcodeCell, readBarcodeFromPixels } from "./pixels.ts";

/** Luma steps from the barcode's black to its white. */
const BARCODE_CONTRAST = 219;

/**
 * Reads the level bar of the test picture from shown pixels: the share of its segments that are lit, 0 to 1. `width` by
 * `height` RGBA, the whole picture at any scale down to a quarter, without bars around it. Undefined when its barcode
 * cannot be read, when a segment is neither clearly lit nor clearly dark, or when one is lit after a dark one.
 * This file runs in browsers, so neither it nor what it imports uses Node.
 */
export function readLevelFromPixels(pixels: Uint8ClampedArray, width: number, height: number): number | undefined {
  const brightnessOf = createBrightnessReader(pixels, width, height);
  // Only a picture with a barcode has a level bar. Its first two cells tell what white and black look like.
  if (brightnessOf === undefined || readBarcodeFromPixels(pixels, width, height) === undefined) return undefined;
  const lumaStep = (brightnessOf(barcodeCell(0, 0)) - brightnessOf(barcodeCell(1, 0))) / BARCODE_CONTRAST;
  const { segments, litRise, darkRise } = LEVEL_LAYOUT;
  let lit = 0;
  for (let segment = 0; segment < segments; segment++) {
    const { inside, above } = segmentAreas(segment);
    const rise = (brightnessOf(inside) - brightnessOf(above)) / lumaStep;
    const brightness = (rise - darkRise) / (litRise - darkRise);
    // Between a third and two thirds it could be either.
    if (!(brightness < 1 / 3 || brightness > 2 / 3)) return undefined;
    if (brightness < 1 / 3) continue;
    if (segment > lit) return undefined;
    lit += 1;
  }
  return lit / segments;
}

/** The middle of a segment, since scaling blurs its edges, and the ground above it. */
function segmentAreas(segment: number): { inside: Area; above: Area } {
  const { left, top, pitch, segmentWidth, segmentHeight } = LEVEL_LAYOUT;
  const x = left + segment * pitch;
  const inside = {
    left: x + segmentWidth / 4,
    right: x + (segmentWidth * 3) / 4,
    top: top + segmentHeight / 4,
    bottom: top + (segmentHeight * 3) / 4,
  };
  return { inside, above: { ...inside, top: inside.top - segmentHeight, bottom: inside.bottom - segmentHeight } };
}
