import * as z from "zod/mini";
import type { Behaviour } from "./behaviour.ts";
import { MAX_CLOCK_SKEW } from "./check-behaviour.ts";
import { behaviourKind } from "./kind.ts";

/**
 * The service's clock is so many milliseconds ahead of its clients' (behind, when negative): signatures are held to it
 * and the Date header shows it. More than five minutes and every request is refused; more than ten years, either way,
 * is refused when it is put in.
 */
export function clockSkew(milliseconds: number): Behaviour {
  return { name: `clock-skew ${milliseconds} ms`, clockSkewMilliseconds: milliseconds };
}

function within(most: number) {
  return z.number().check(z.minimum(-most), z.maximum(most));
}

/** `clock-skew` by name. */
export const clockSkewKind = behaviourKind({
  name: "clock-skew",
  summary: "The service's clock is ahead of its clients': the Date header shows it, signatures are held to it.",
  parameters: {
    seconds: z._default(within(MAX_CLOCK_SKEW / 1000).check(z.describe("how far ahead; behind when negative")), 0),
    milliseconds: z._default(within(MAX_CLOCK_SKEW).check(z.describe("is added to the seconds")), 0),
  },
  positional: "seconds",
  wholeService: true,
  make: ({ seconds, milliseconds }) => clockSkew(seconds * 1000 + milliseconds),
});
