/** The axis that bars are drawn along. */
export interface Scale {
  /** Where it ends, in milliseconds; it begins at 0. */
  readonly end: number;
  /** The round times between, in milliseconds, 0 and `end` left out. */
  readonly ticks: readonly number[];
}

/** Shorter than this and the axis would jump with every millisecond of a view that has just begun. */
const SHORTEST = 20;
const MOST_STEPS = 5;

/** The axis that holds `extent` milliseconds in at most five round steps. */
export function scaleFor(extent: number): Scale {
  const wanted = Math.max(extent, SHORTEST);
  const step = roundStep(wanted / MOST_STEPS);
  const steps = Math.ceil(wanted / step - 1e-9);
  return { end: steps * step, ticks: Array.from({ length: steps - 1 }, (_, index) => (index + 1) * step) };
}

/** Where a time lies on the axis, in per cent, kept between its ends. */
export function placeOn(scale: Scale, milliseconds: number): number {
  return Math.min(Math.max((milliseconds / scale.end) * 100, 0), 100);
}

/** A tick's time, in one unit along the axis: "500 ms", or "0.5 s" where it reaches seconds. */
export function formatTick(scale: Scale, milliseconds: number): string {
  return scale.end >= 1_000 ? `${milliseconds / 1_000} s` : `${milliseconds} ms`;
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= least - 1e-9) ?? 10;
  return factor * power;
}
