import { useEffect, useRef } from "preact/hooks";
import type { Ring } from "../../state.ts";
import { newRings } from "./new-rings.ts";

/** Calls for each press of a doorbell once, unless it happened before this tab was there. */
export function useRings(rings: readonly Ring[] | undefined, onRing: (ring: Ring) => void): void {
  const heard = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (rings === undefined) return;
    const fresh = newRings(rings, heard.current, Date.now());
    heard.current = new Set(rings.map(({ id }) => id));
    for (const ring of fresh) onRing(ring);
  }, [rings]);
}
