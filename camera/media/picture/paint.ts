import type { Plane, Planes } from "../h264/planes.ts";
import type { Dots } from "./text.ts";

/** A rectangle in luma samples; even numbers where chroma is painted. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The two colour differences of YCbCr, 128 when grey. */
export interface Chroma {
  readonly cb: number;
  readonly cr: number;
}

function fill(plane: Plane, { x, y, width, height }: Rectangle, value: number): void {
  for (let line = y; line < y + height; line++) {
    plane.samples.fill(value, line * plane.width + x, line * plane.width + x + width);
  }
}

/** Paints a rectangle in one brightness, 16 (black) to 235 (white). */
export function paintLuma(picture: Planes, area: Rectangle, luma: number): void {
  fill(picture.luma, area, luma);
}

/** Paints the colour of a rectangle and leaves its brightness. */
export function paintChroma(picture: Planes, area: Rectangle, chroma: Chroma): void {
  const half = { x: area.x / 2, y: area.y / 2, width: area.width / 2, height: area.height / 2 };
  fill(picture.cb, half, chroma.cb);
  fill(picture.cr, half, chroma.cr);
}

/**
 * Makes a rectangle brighter than what it lies on. A macroblock with parts of several brightnesses stays cheap to code
 * when these differ by multiples of 8, so `rise` is one, and the edges lie on multiples of 4 where that matters.
 */
export function brighten(picture: Planes, { x, y, width, height }: Rectangle, rise: number): void {
  const { samples, width: stride } = picture.luma;
  for (let line = y; line < y + height; line++) {
    for (let index = line * stride + x; index < line * stride + x + width; index++) {
      samples[index] = (samples[index] ?? 0) + rise;
    }
  }
}

/** Draws dots as squares of `size` samples, brighter than what they lie on. */
export function brightenDots(
  picture: Planes,
  at: { x: number; y: number },
  dots: Dots,
  size: number,
  rise: number,
): void {
  for (const [row, line] of dots.entries()) {
    for (const [column, dot] of line.entries()) {
      if (dot) {
        brighten(picture, { x: at.x + column * size, y: at.y + row * size, width: size, height: size }, rise);
      }
    }
  }
}
