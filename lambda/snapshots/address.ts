import { createHmac, timingSafeEqual } from "node:crypto";

/** How long an address is good, in milliseconds. Source: Alexa.SmartVision.SnapshotProvider, which recommends it. */
const GOOD_FOR_MS = 10 * 60_000;

/** `/<camera's id>/<expiry in epoch seconds>/<signature>` */
const addressPath = /^\/([A-Za-z0-9_-]{1,256})\/(\d{1,12})\/([A-Za-z0-9_-]{43})$/;

/** A path that has the form of a picture's address; who wrote it is not known yet. */
export interface ClaimedAddress {
  readonly cameraId: string;
  /** Epoch seconds, as they stand in the path. */
  readonly expiry: string;
  readonly signature: string;
}

/**
 * Writes the address of a camera's picture. It binds no user, so it opens nothing alone: the token that comes with it
 * says who asks.
 */
export function signAddress(parts: {
  /** What the address begins with. */
  readonly url: string;
  readonly cameraId: string;
  readonly key: Uint8Array;
  /** Epoch milliseconds. */
  readonly now: number;
}): { readonly uri: string; readonly expiresAt: number } {
  const expiry = Math.floor((parts.now + GOOD_FOR_MS) / 1_000);
  const signature = signatureOf(parts.cameraId, String(expiry), parts.key).toString("base64url");
  const uri = `${parts.url.replace(/\/+$/, "")}/${parts.cameraId}/${expiry}/${signature}`;
  return { uri, expiresAt: expiry * 1_000 };
}

/** Takes a path apart; undefined where it could be no picture's address. */
export function readAddress(path: string): ClaimedAddress | undefined {
  const [, cameraId, expiry, signature] = addressPath.exec(path) ?? [];
  if (cameraId === undefined || expiry === undefined || signature === undefined) return undefined;
  return { cameraId, expiry, signature };
}

/** Whether an address says of itself that its time is over; `now` is in epoch milliseconds. */
export function hasExpired({ expiry }: ClaimedAddress, now: number): boolean {
  return now >= Number(expiry) * 1_000;
}

/** Whether the address was signed with this key. Takes the same time for every wrong signature. */
export function isSigned({ cameraId, expiry, signature }: ClaimedAddress, key: Uint8Array): boolean {
  return timingSafeEqual(
    Buffer.from(signature, "latin1"),
    Buffer.from(signatureOf(cameraId, expiry, key).toString("base64url"), "latin1"),
  );
}

function signatureOf(cameraId: string, expiry: string, key: Uint8Array): Buffer {
  // An id holds no slash, so no two pairs make the same text.
  return createHmac("sha256", key).update(`${cameraId}/${expiry}`).digest();
}
