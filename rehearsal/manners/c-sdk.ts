import { isIPv6 } from "node:net";
import * as z from "zod/mini";
import type { IceCandidate } from "../../protocol/signaling/ice-candidate.ts";
import { mannerKind } from "./manner-kind.ts";

/** The time-out since 1.11, in seconds. */
const TIME_OUT = 10;

/** Longer than this no session of the camera waits for its connection, in seconds. */
const LONGEST = 14;

/**
 * The master of AWS's C SDK, on which much camera firmware is built. Since 1.11 it answers an offer without trickle only
 * when its gathering time-out is over; measured with 1.12.1.
 */
export const cSdkKind = mannerKind({
  name: "c-sdk",
  title: "AWS’s C SDK",
  summary: "Trickles at once where the offer announces it; else it answers only when its gathering time-out is over.",
  parameters: {
    seconds: z._default(z.number().check(z.minimum(0), z.maximum(LONGEST), z.describe("the time-out")), TIME_OUT),
  },
  positional: "seconds",
  make: ({ seconds }) => ({
    sentence: `Answers only after ${seconds} s,${seconds === TIME_OUT ? " the time-out of AWS’s C SDK since 1.11," : ""} unless it may trickle: then at once, and its candidates follow.`,
    async beforeAnswer(answer, { trickle, wait }) {
      if (!trickle) await wait(seconds * 1_000);
      return answer;
    },
    async *candidates(candidates) {
      let foundation = 0;
      for await (const { candidate } of candidates) {
        const spelled = spell(candidate, foundation);
        if (spelled === undefined) continue;
        foundation += 1;
        // Whatever the offer calls its sections. Source: the C SDK's samples/common/Common.c.
        yield { candidate: spelled, sdpMid: "0", sdpMLineIndex: 0 } satisfies IceCandidate;
      }
    },
  }),
});

/** A candidate in the C SDK's spelling, which is for UDP alone and names no related address. Source: its IceAgent.c. */
function spell(candidate: string, foundation: number): string | undefined {
  const [, , transport, priority, address = "", port, , type] = candidate.split(" ");
  if (transport?.toLowerCase() !== "udp") return undefined;
  const [written, related] = isIPv6(address) ? [inFull(address), "::/0"] : [address, "0.0.0.0"];
  return `candidate:${foundation} 1 udp ${priority} ${written} ${port} typ ${type} raddr ${related} rport 0 generation 0 network-cost 999`;
}

/** An IPv6 address with all of its eight groups in capitals. */
function inFull(address: string): string {
  const [before = [], after = []] = address.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].map((group) => group.padStart(4, "0").toUpperCase()).join(":");
}
