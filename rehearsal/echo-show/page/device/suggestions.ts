import { suggestions } from "../../phrases.ts";
import type { Device } from "../../state.ts";

/** What pressing a device's tile stands for. */
export function showPhrase({ name }: Pick<Device, "name">): string {
  return `Alexa, show the ${name.toLowerCase().replace(/^the /, "")}`;
}

/** How many phrases of a kind are there to press; the field completes all of them. */
const SHOWS = 2;
const TALKS = 1;

/** A few of the phrases that can be said to these devices, some of each kind. */
export function fewSuggestions(devices: readonly Device[]): string[] {
  const all = suggestions(devices);
  const talks = all.filter((phrase) => phrase.startsWith("talk "));
  const shows = all.filter((phrase) => /\bshow the /.test(phrase) && !talks.includes(phrase));
  const others = all.filter((phrase) => !shows.includes(phrase) && !talks.includes(phrase));
  return [...shows.slice(0, SHOWS), ...talks.slice(0, TALKS), ...others];
}
