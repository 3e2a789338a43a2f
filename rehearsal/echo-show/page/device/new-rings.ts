import type { Ring } from "../../state.ts";

/** After this long a press is no news to anybody, in milliseconds: the page may have lost its server meanwhile. */
const NEWS = 10_000;

/** The presses that this tab has to announce, oldest first; of those before it was there, `heard` undefined, none. */
export function newRings(rings: readonly Ring[], heard: ReadonlySet<string> | undefined, now: number): Ring[] {
  if (heard === undefined) return [];
  return rings.filter(({ id, at }) => !heard.has(id) && now - at < NEWS).reverse();
}
