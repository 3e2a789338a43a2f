import { jest } from "@jest/globals";
import type { LambdaContext } from "../../../lambda/index.ts";

/** What a deadline is made of; all else, the network first of all, goes on as it does. */
const real = [
  "Date",
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
] as const;

/** Puts setTimeout into the test's hands, until jest.useRealTimers(). */
export function fakeDeadlines(): void {
  jest.useFakeTimers({ doNotFake: [...real] });
}

/** Sets the date, and nothing else, to so many epoch milliseconds; it stands still until jest.useRealTimers(). */
export function fakeDate(now: number): void {
  jest.useFakeTimers({ doNotFake: [...real.filter((name) => name !== "Date"), "setTimeout", "clearTimeout"], now });
}

/** Lets so many milliseconds pass for everything that stands on setTimeout, and then what follows from it happen. */
export async function pass(milliseconds: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(milliseconds);
  await new Promise((resolve) => setImmediate(resolve));
}

/** What Lambda gives a handler whose time is short. */
export const shortOfTime: LambdaContext = { getRemainingTimeInMillis: () => 2_000 };
/** When its calls end: 200 ms before its time. */
export const SHORT_OF_TIME_MS = 1_800;
