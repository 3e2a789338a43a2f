// This file runs in browsers too, so it imports nothing.

/** Where the segments of the level bar lie, in luma samples of a 640x360 picture; what is above them is plain ground. */
export const LEVEL_LAYOUT = {
  left: 96,
  top: 256,
  segments: 32,
  /** From one segment to the next: one macroblock. */
  pitch: 16,
  segmentWidth: 8,
  segmentHeight: 16,
  /** How much brighter than the ground a segment is, in luma steps. */
  litRise: 96,
  darkRise: 16,
} as const;
