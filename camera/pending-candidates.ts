import type { IceCandidate } from "../protocol/signaling/ice-candidate.ts";

/** As long as the service keeps an undelivered offer by default, in milliseconds: MessageTtlSeconds 60. */
const KEPT = 60_000;
const MOST_CLIENTS = 20;
const MOST_CANDIDATES = 50;

/** Keeps candidates of viewers whose offer has not come yet: the service does not promise order. */
export interface PendingCandidates {
  add(clientId: string, candidate: IceCandidate): void;
  /** The candidates of a viewer, which are then forgotten. */
  take(clientId: string): readonly IceCandidate[];
}

/** Makes an empty store, bounded in clients, candidates and time: what is in it comes from strangers. */
export function createPendingCandidates(now: () => number): PendingCandidates {
  const waiting = new Map<string, { readonly since: number; readonly candidates: IceCandidate[] }>();
  const dropOld = () => {
    for (const [clientId, { since }] of waiting) if (now() - since > KEPT) waiting.delete(clientId);
  };
  return {
    add(clientId, candidate) {
      dropOld();
      const entry = waiting.get(clientId) ?? { since: now(), candidates: [] };
      if (entry.candidates.length >= MOST_CANDIDATES) return;
      if (!waiting.has(clientId) && waiting.size >= MOST_CLIENTS) return;
      entry.candidates.push(candidate);
      waiting.set(clientId, entry);
    },
    take(clientId) {
      dropOld();
      const candidates = waiting.get(clientId)?.candidates ?? [];
      waiting.delete(clientId);
      return candidates;
    },
  };
}
