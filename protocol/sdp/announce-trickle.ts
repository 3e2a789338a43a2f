import { announcesTrickle } from "./parsing.ts";

const ANNOUNCEMENT = "a=ice-options:trickle";

/**
 * The offer with trickle announced and nothing else changed: a line of its own at the end of the session's part, where
 * RFC 8840 section 4.1.1 wants it and every version of the C SDK looks for exactly this text. An offer that announces
 * it already, or has no m= line, comes back as it was.
 */
export function announceTrickle(offer: string): string {
  if (announcesTrickle(offer)) return offer;
  return offer.replace(/^(?=m=)/m, `${ANNOUNCEMENT}\r\n`);
}
