import { decodeBase64, encodeBase64 } from "./base64.ts";

export type SessionDescriptionType = "offer" | "answer";

/** How a master wants its offer: the JSON that every official SDK parses, or the bare SDP of some home-made masters. */
export type OfferFormat = "json" | "sdp";

/** The line ends that RFC 8866 demands, whatever came in, and one after the last line, which the C SDK needs. */
export function normaliseLineEnds(sdp: string): string {
  const lines = `${sdp.replace(/\r\n|\n\r|\r|\n/g, "\n").replace(/\n+$/, "")}\n`;
  return lines.replaceAll("\n", "\r\n");
}

/** Wraps an SDP for the signaling channel: base64 of `{"type","sdp"}`, or of the SDP itself. */
export function wrapSessionDescription(
  type: SessionDescriptionType,
  sdp: string,
  format: OfferFormat = "json",
): string {
  const normalised = normaliseLineEnds(sdp);
  return encodeBase64(format === "json" ? JSON.stringify({ type, sdp: normalised }) : normalised);
}

/** Why a payload could not be read; the payload itself is never part of it. */
export class UnreadableSessionDescription extends Error {
  override readonly name = "UnreadableSessionDescription";
}

/**
 * Reads a session description from a channel's payload: base64 (standard or URL-safe, padding optional) of JSON or of
 * bare SDP, with or without a byte order mark. Line ends come back as CRLF.
 * @throws {UnreadableSessionDescription} with a reason that quotes nothing of the payload.
 */
export function unwrapSessionDescription(payload: string, expected: SessionDescriptionType): string {
  const decoded = decodeBase64(payload);
  if (decoded === undefined) throw new UnreadableSessionDescription("the payload is not base64");
  const text = decoded.replace(/^\uFEFF/, "").trim();
  if (text.startsWith("v=0")) return normaliseLineEnds(text);
  if (!text.startsWith("{")) throw new UnreadableSessionDescription("the payload is neither JSON nor SDP");
  return normaliseLineEnds(sdpOfJson(text, expected));
}

function sdpOfJson(text: string, expected: SessionDescriptionType): string {
  let parsed: { type?: unknown; sdp?: unknown };
  try {
    parsed = JSON.parse(text);
  } catch {
    // JSON.parse quotes its input in the message, so the error itself is dropped.
    throw new UnreadableSessionDescription("the payload is not valid JSON");
  }
  if (typeof parsed.sdp !== "string") throw new UnreadableSessionDescription("the JSON has no sdp");
  if (parsed.type !== undefined && parsed.type !== expected) {
    throw new UnreadableSessionDescription(`the JSON is not an ${expected}`);
  }
  const sdp = parsed.sdp.replace(/^\uFEFF/, "").trim();
  if (!sdp.startsWith("v=0")) throw new UnreadableSessionDescription("the JSON's sdp is not an SDP");
  return sdp;
}
