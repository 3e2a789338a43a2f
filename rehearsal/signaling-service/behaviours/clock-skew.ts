import type { Behaviour } from "./behaviour.ts";

/**
 * The service's clock is so many milliseconds ahead of its clients' (behind, when negative): signatures are held to it
 * and the Date header shows it. More than five minutes and every request is refused.
 */
export function clockSkew(milliseconds: number): Behaviour {
  return { name: `clock-skew ${milliseconds} ms`, clockSkewMilliseconds: milliseconds };
}
