import type { IceCandidate } from "../../protocol/signaling/ice-candidate.ts";
import { mannerKind } from "./manner-kind.ts";

/** Between two made-up candidates of a camera, in milliseconds: AWS takes 20 a second over one connection. */
const INTERVAL = 100;

/** A master that never has enough candidates. Those it makes up are of a network that is nobody's. */
export const endlessTrickleKind = mannerKind({
  name: "endless-trickle",
  title: "Endless trickle",
  summary: "Answers every offer at once, without candidates, and never stops sending them.",
  parameters: {},
  make: () => {
    let newest: object | undefined;
    return {
      sentence: `Answers every offer at once, without candidates, and never stops sending them: one more each ${INTERVAL} ms.`,
      trickle: "always",
      async *candidates(candidates, { signal, wait }) {
        // One session goes on at a time, of all cameras with this manner: several would be too many a second.
        const own = {};
        newest = own;
        let last: IceCandidate | undefined;
        for await (const candidate of candidates) {
          if (candidate.candidate === "") continue;
          last = candidate;
          yield candidate;
        }
        for (let count = 0; last !== undefined; count += 1) {
          await wait(INTERVAL);
          if (signal.aborted || newest !== own) return;
          yield { ...last, candidate: madeUp(last.candidate, count) };
        }
      },
    };
  },
});

/** A candidate like another one, at an address for documentation. Source: RFC 5737, TEST-NET-2. */
function madeUp(candidate: string, count: number): string {
  const extensions = / generation .*$/.exec(candidate)?.[0] ?? "";
  return `candidate:9${count} 1 udp 1 198.51.100.${1 + (count % 254)} ${1_024 + (count % 60_000)} typ host${extensions}`;
}
