import { BARCODE_LAYOUT, barcodeCells, cameraCode } from "../barcode.ts";
import { MACROBLOCK } from "../h264/parameter-sets.ts";
import { copyPlanes, createPlanes, type Planes } from "../h264/planes.ts";
import { clockText } from "./clock.ts";
import { LEVEL_LAYOUT } from "./level-layout.ts";
import { brighten, brightenDots, paintChroma, paintLuma } from "./paint.ts";
import { type Palette, paletteOf } from "./palette.ts";
import { type Dots, dotsWidth, doubled, fittedText, textDots } from "./text.ts";

/** Width of the picture in samples. */
export const VIDEO_WIDTH = BARCODE_LAYOUT.pictureWidth;

/** Height of the picture in samples. */
export const VIDEO_HEIGHT = BARCODE_LAYOUT.pictureHeight;

/** What changes from one frame to the next. */
export interface Moment {
  readonly now: Date;
  readonly frameNumber: number;
  /** How loud the sound is that the camera hears from a viewer, 0 to 1. */
  readonly level?: number;
}

const MARGIN = 32;
const CONTENT_WIDTH = VIDEO_WIDTH - 2 * MARGIN;

// Dots of 4 samples keep text a mosaic, a few bytes a macroblock. Finer text costs 384 and is only for what stands still.
const LARGE_DOT = 4;
const FINE_DOT = 1;

const NAME_BOTTOM = 88;
const FINE_LINE_Y = 113;
const FINE_LINE_WIDTH = 384;
const CLOCK_Y = 160;
const TRACK_Y = 288;

const TEXT_RISE = 160;
const FINE_TEXT_RISE = 128;
const QUIET_RISE = 16;
const BLOCK_RISE = 104;
const BLOCK_STEP = 8;

const GREEN = { cb: 84, cr: 72 };
const YELLOW = { cb: 48, cr: 144 };
const RED = { cb: 100, cr: 208 };

const BLACK = 16;
const WHITE = 235;
const GREY = { cb: 128, cr: 128 };

/** Makes the painter of one camera's pictures; it paints every sample of the picture handed in. */
export function createTestPicture(camera: { cameraId: string; name: string }): (to: Planes, moment: Moment) => void {
  const code = cameraCode(camera.cameraId);
  const palette = paletteOf(code);
  const still = createPlanes(VIDEO_WIDTH, VIDEO_HEIGHT);
  paintStill(still, camera, palette);
  return (to, moment) => {
    copyPlanes(still, to);
    brightenDots(to, { x: MARGIN, y: CLOCK_Y }, doubled(textDots(clockText(moment.now))), LARGE_DOT, TEXT_RISE);
    paintLevel(to, moment.level ?? 0);
    paintMovingBlock(to, moment.frameNumber, palette);
    paintBarcode(to, code, moment.frameNumber);
  };
}

function paintStill(picture: Planes, { cameraId, name }: { cameraId: string; name: string }, palette: Palette): void {
  paintGround(picture, palette);
  paintLuma(picture, { x: 0, y: 0, width: 8, height: picture.luma.height }, 152);
  paintChroma(picture, { x: 0, y: 0, width: 8, height: picture.luma.height }, palette.accent);
  const letters = nameDots(name);
  brightenDots(picture, { x: MARGIN, y: NAME_BOTTOM - letters.length * LARGE_DOT }, letters, LARGE_DOT, TEXT_RISE);
  paintFineText(picture, { x: MARGIN, y: FINE_LINE_Y }, `Virtual camera - ${cameraId}`, FINE_LINE_WIDTH);
  paintFineText(picture, { x: MARGIN, y: LEVEL_LAYOUT.top + 1 }, "Talk", LEVEL_LAYOUT.left - MARGIN);
  brighten(picture, { x: MARGIN, y: TRACK_Y + MACROBLOCK, width: CONTENT_WIDTH, height: 4 }, QUIET_RISE);
}

/** A soft slope from the upper left to the lower right, one shade a macroblock, so that it codes to almost nothing. */
function paintGround(picture: Planes, palette: Palette): void {
  const { width, height } = picture.luma;
  for (let y = 0; y < height; y += MACROBLOCK) {
    for (let x = 0; x < width; x += MACROBLOCK) {
      const luma = 72 - Math.round((y * 1.1 + x * 0.5) / MACROBLOCK);
      paintLuma(picture, { x, y, width: MACROBLOCK, height: MACROBLOCK }, luma);
    }
  }
  paintChroma(picture, { x: 0, y: 0, width, height }, palette.ground);
}

/** As large as fits: smooth letters 56 samples high, or plain ones of 28 for a long name. */
function nameDots(name: string): Dots {
  const smooth = doubled(textDots(name));
  const columns = CONTENT_WIDTH / LARGE_DOT;
  return dotsWidth(smooth) <= columns ? smooth : textDots(fittedText(name, columns));
}

/** A line of letters 14 samples high, which fits into one row of macroblocks when `y` is one below its edge. */
function paintFineText(picture: Planes, at: { x: number; y: number }, text: string, width: number): void {
  brightenDots(picture, at, doubled(textDots(fittedText(text, width / FINE_DOT / 2))), FINE_DOT, FINE_TEXT_RISE);
}

function paintLevel(picture: Planes, level: number): void {
  const { left, top, pitch, segments, segmentWidth, segmentHeight, litRise, darkRise } = LEVEL_LAYOUT;
  const lit = Math.round(Math.min(Math.max(level, 0), 1) * segments);
  for (let segment = 0; segment < segments; segment++) {
    const area = { x: left + segment * pitch, y: top, width: segmentWidth, height: segmentHeight };
    brighten(picture, area, segment < lit ? litRise : darkRise);
    if (segment < lit) paintChroma(picture, area, colourOf(segment));
  }
}

function colourOf(segment: number): { cb: number; cr: number } {
  if (segment < LEVEL_LAYOUT.segments * 0.7) return GREEN;
  return segment < LEVEL_LAYOUT.segments * 0.9 ? YELLOW : RED;
}

/** A block that runs to and fro along its track: a person sees at once that the picture is alive, and how smoothly. */
function paintMovingBlock(picture: Planes, frameNumber: number, palette: Palette): void {
  const steps = (CONTENT_WIDTH - MACROBLOCK) / BLOCK_STEP;
  const phase = frameNumber % (2 * steps);
  const x = MARGIN + BLOCK_STEP * (phase <= steps ? phase : 2 * steps - phase);
  const block = { x, y: TRACK_Y, width: MACROBLOCK, height: MACROBLOCK };
  brighten(picture, block, BLOCK_RISE);
  paintChroma(picture, block, palette.accent);
}

function paintBarcode(picture: Planes, code: number, frameNumber: number): void {
  const { left, top, cell } = BARCODE_LAYOUT;
  for (const [row, cells] of barcodeCells({ cameraCode: code, frameNumber }).entries()) {
    for (const [column, white] of cells.entries()) {
      const area = { x: left + column * cell, y: top + row * cell, width: cell, height: cell };
      paintLuma(picture, area, white ? WHITE : BLACK);
      paintChroma(picture, area, GREY);
    }
  }
}
