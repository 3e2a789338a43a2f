import type { Behaviour } from "./behaviour.ts";
import { InvalidBehaviour } from "./invalid-behaviour.ts";
import type { BehaviourScope } from "./registry.ts";

/** Ten years, milliseconds: more than any clock is off by, and less than what the dates on the wire can hold. */
export const MAX_CLOCK_SKEW = 10 * 365 * 86_400_000;

/**
 * Checks what a behaviour's type does not: there is one clock for all channels, and it stays in its bounds.
 * @throws {InvalidBehaviour} that says what is wrong.
 */
export function checkBehaviour(
  { name, clockSkewMilliseconds: skew }: Behaviour,
  { channelName }: BehaviourScope,
): void {
  if (skew === undefined) return;
  if (channelName !== undefined) {
    throw new InvalidBehaviour(`${name} is for the whole service, and not for one channel`);
  }
  if (!Number.isFinite(skew) || Math.abs(skew) > MAX_CLOCK_SKEW) {
    throw new InvalidBehaviour(`${name}: a clock is at most ten years ahead or behind`);
  }
}
