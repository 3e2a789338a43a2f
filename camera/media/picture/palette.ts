import type { Chroma } from "./paint.ts";

/** The colours of one camera's picture. */
export interface Palette {
  /** The tint of the background. */
  readonly ground: Chroma;
  /** The colour of what moves. */
  readonly accent: Chroma;
}

const AMBER: Chroma = { cb: 64, cr: 156 };
const AQUA: Chroma = { cb: 150, cr: 76 };

const PALETTES: readonly Palette[] = [
  { ground: { cb: 150, cr: 116 }, accent: AMBER }, // blue
  { ground: { cb: 138, cr: 108 }, accent: AMBER }, // teal
  { ground: { cb: 144, cr: 140 }, accent: AMBER }, // plum
  { ground: { cb: 118, cr: 112 }, accent: AMBER }, // moss
  { ground: { cb: 118, cr: 146 }, accent: AQUA }, // brick
  { ground: { cb: 136, cr: 124 }, accent: AMBER }, // slate
];

/** Gives each camera one of a few colours, so that a person tells two pictures apart at a glance. */
export function paletteOf(cameraCode: number): Palette {
  const palette = PALETTES[cameraCode % PALETTES.length];
  if (palette === undefined) throw new RangeError("a camera code is a whole number that is not negative");
  return palette;
}
