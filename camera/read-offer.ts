import { announcesTrickle } from "../protocol/sdp/parsing.ts";
import { checkOffer } from "../protocol/sdp/rules.ts";
import { decodeBase64 } from "../protocol/signaling/base64.ts";
import {
  type OfferFormat,
  UnreadableSessionDescription,
  unwrapSessionDescription,
} from "../protocol/signaling/session-description.ts";

/** An offer as it came through the channel. */
export interface ReadOffer {
  readonly sdp: string;
  /** How it was wrapped, and its answer will be. */
  readonly format: OfferFormat;
  readonly announcesTrickle: boolean;
}

/** Reads an offer's payload, or says in words why the camera refuses it; the words quote nothing of it. */
export function readOffer(payload: string): ReadOffer | { readonly refused: string } {
  try {
    const sdp = unwrapSessionDescription(payload, "offer");
    const format = decodeBase64(payload)
      ?.replace(/^\uFEFF/, "")
      .trimStart()
      .startsWith("{")
      ? "json"
      : "sdp";
    const refusal = checkOffer(sdp, format).find(({ severity }) => severity === "refuse");
    if (refusal !== undefined) return { refused: `${refusal.rule}: ${refusal.detail}` };
    return { sdp, format, announcesTrickle: announcesTrickle(sdp) };
  } catch (error) {
    if (error instanceof UnreadableSessionDescription) return { refused: error.message };
    throw error;
  }
}
