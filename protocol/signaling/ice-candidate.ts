import * as z from "zod/mini";
import { decodeBase64, encodeBase64 } from "./base64.ts";

/**
 * A trickled candidate as all official SDKs write it: `RTCIceCandidateInit`. An empty candidate ends the candidates.
 * Source: W3C WebRTC, RTCIceCandidateInit.
 */
export const iceCandidateSchema = z.object({
  candidate: z.string(),
  // A candidate says enough without them: where they are wrong it counts as if they were not there.
  sdpMid: z.catch(z.optional(z.nullable(z.string())), undefined),
  sdpMLineIndex: z.catch(z.optional(z.nullable(z.int().check(z.minimum(0)))), undefined),
  usernameFragment: z.catch(z.optional(z.nullable(z.string())), undefined),
});
export type IceCandidate = z.infer<typeof iceCandidateSchema>;

/** Wraps a candidate for an ICE_CANDIDATE message. */
export function wrapIceCandidate(candidate: IceCandidate): string {
  return encodeBase64(JSON.stringify(candidate));
}

/** Whether an ICE_CANDIDATE's payload is the `null` by which browsers, and clients that pass it on, end the candidates. */
export function isNullCandidate(payload: string): boolean {
  return decodeBase64(payload)?.trim() === "null";
}

/** Reads an ICE_CANDIDATE's payload; undefined for what is no candidate (`null` is sent by some clients). */
export function unwrapIceCandidate(payload: string): IceCandidate | undefined {
  const text = decodeBase64(payload);
  if (text === undefined) return undefined;
  try {
    return z.safeParse(iceCandidateSchema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
