import type { IceCandidate } from "../../../../../protocol/signaling/ice-candidate.ts";
import { cameraAnswer } from "../../../support/fixtures.ts";

/** The answer of a camera that trickles, with CRLF: it announces so, and has no candidate yet. */
export const bareAnswer = cameraAnswer
  .replace(/^a=(candidate|end-of-candidates).*\r\n/gm, "")
  .replace("t=0 0\r\n", "t=0 0\r\na=ice-options:trickle\r\n");

/** A candidate as the C SDK sends it, whatever the mids are; each number gives another one. */
export function trickled(number = 1): IceCandidate {
  const address = `203.0.113.${number % 250}`;
  return {
    candidate: `candidate:${number} 1 udp 2130706431 ${address} ${40_000 + number} typ host`,
    sdpMid: "0",
    sdpMLineIndex: 0,
  };
}

/** What ends the candidates. */
export const lastOne: IceCandidate = { candidate: "", sdpMid: "audio0", sdpMLineIndex: 0 };

/** Alexa can use none of these. */
export const useless: readonly IceCandidate[] = [
  { ...trickled(), candidate: "candidate:1 1 udp 2130706431 0b3c6f2e-77aa.local 40100 typ host" },
  { ...trickled(), candidate: "candidate:1 2 udp 2130706430 203.0.113.80 40101 typ host" },
  { ...trickled(), candidate: "candidate:1 1 udp 2130706431 203.0.113.80 40100 typ host ufrag Old1" },
  { ...trickled(), candidate: "not a candidate" },
];

/** The candidates of each section of an answer. */
export function candidatesOf(answer: string): string[][] {
  const [, ...sections] = answer.split(/^(?=m=)/m);
  return sections.map((section) => section.match(/^a=candidate:.*(?=\r$)/gm) ?? []);
}

/** The candidates of an answer into which these were folded, in both its sections. */
export function folded(...candidates: readonly IceCandidate[]): string[][] {
  const lines = candidates.map(({ candidate }) => `a=${candidate}`);
  return [lines, lines];
}
