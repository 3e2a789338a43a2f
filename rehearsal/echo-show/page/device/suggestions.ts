import { suggestions } from "../../phrases.ts";
import type { Device } from "../../state.ts";

/** How many phrases of a kind are there to press; the field completes all of them. */
const SHOWS = 2;
const TALKS = 1;

/** A few of the phrases that can be said to these devices, some of each kind. */
export function fewSuggestions(devices: readonly Device[]): string[] {
  const { shows, talks, others } = suggestions(devices);
  return [...shows.slice(0, SHOWS), ...talks.slice(0, TALKS), ...others];
}

/** All phrases that can be said to these devices. */
export function allSuggestions(devices: readonly Device[]): string[] {
  const { shows, talks, others } = suggestions(devices);
  return [...shows, ...talks, ...others];
}
