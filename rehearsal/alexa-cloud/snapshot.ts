import type { Snapshot as SnapshotEvent } from "../../protocol/alexa/snapshot-provider.ts";
import { MIN_PICTURE_SIDE, type PictureFacts, readPicture } from "../../protocol/pictures/read-picture.ts";
import { decodeJpeg } from "../media/jpeg-barcode.ts";
import { RefusedByAlexa, type Reply } from "./dialogue.ts";

/** Where a camera's picture is, until when, and when it was taken. */
export type SnapshotAddress = SnapshotEvent["event"]["payload"];

/** A camera's picture as Alexa shows it. */
export interface Picture extends PictureFacts {
  readonly bytes: Buffer;
  /** When it was taken, in epoch milliseconds. */
  readonly takenAt: number;
}

/** How long Alexa waits for a picture, in milliseconds. Not verified. */
const PATIENCE_MS = 8_000;

/** What a snapshot is fetched with. */
export interface SnapshotAsking {
  /** Sends GetSnapshot. */
  readonly getSnapshot: () => Promise<Reply<SnapshotAddress>>;
  /** The access token of the user who looks. */
  readonly accessToken: () => string;
}

/**
 * Shows a camera's picture as the Alexa app does: asks where it is, fetches it, and asks once more when that address is
 * gone by then.
 * Source: Alexa.SmartVision.SnapshotProvider.
 * @throws {RefusedByAlexa} when the address does not lead to a picture that Alexa takes.
 */
export async function showSnapshot({ getSnapshot, accessToken }: SnapshotAsking): Promise<Reply<Picture>> {
  for (let asked = 1; ; asked += 1) {
    const reply = await getSnapshot();
    if ("error" in reply) return reply;
    const { value, timeOfSample } = reply.value;
    const response = await fetchPicture(value.uri, `Bearer ${accessToken()}`);
    if (response.status === 410 && asked === 1) {
      await response.body?.cancel();
      continue;
    }
    return { value: { ...(await readResponse(response)), takenAt: Date.parse(timeOfSample) } };
  }
}

/**
 * Tries to see the picture without a right to it: without a token, with one that nobody issued, and with the token of a
 * user who does not have the camera.
 * @throws {RefusedByAlexa} when one of them is not refused as a private picture refuses it.
 */
export async function checkPrivacy(uri: string, strangersToken: string): Promise<void> {
  const refusals = [
    ["without a token", undefined, [401]],
    ["with a token that nobody issued", "Bearer Atza|nobody-issued-this", [401]],
    ["with a stranger's token", `Bearer ${strangersToken}`, [403, 404]],
  ] as const;
  for (const [how, authorization, expected] of refusals) {
    const response = await fetchPicture(uri, authorization);
    await response.body?.cancel();
    if (!expected.some((status) => status === response.status)) {
      throw new RefusedByAlexa(`the picture was asked for ${how}, and the answer was HTTP ${response.status}`);
    }
  }
}

/** The request that Alexa sends. Redirects are not followed. */
function fetchPicture(uri: string, authorization: string | undefined): Promise<Response> {
  return fetch(uri, {
    headers: { accept: "image/jpeg, image/png", ...(authorization !== undefined && { authorization }) },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => {
    // What fetch says may quote the address, which is signed.
    throw new RefusedByAlexa("the picture's address could not be reached in time");
  });
}

async function readResponse(response: Response): Promise<PictureFacts & { readonly bytes: Buffer }> {
  const bytes = Buffer.from(
    await response.arrayBuffer().catch(() => {
      throw new RefusedByAlexa("the picture broke off");
    }),
  );
  if (response.status !== 200) throw new RefusedByAlexa(`the picture's address answered HTTP ${response.status}`);
  // Without a type Alexa takes it for a PNG.
  const type = response.headers.get("content-type") ?? "image/png";
  const facts = readPicture(bytes);
  if (facts === undefined || facts.type !== type) throw new RefusedByAlexa("the picture is not what its type says");
  if (Math.min(facts.width, facts.height) < MIN_PICTURE_SIDE) {
    throw new RefusedByAlexa(`the picture has ${facts.width}x${facts.height} pixels, which is too few`);
  }
  if (type === "image/jpeg" && decodeJpeg(bytes) === undefined)
    throw new RefusedByAlexa("the picture cannot be decoded");
  return { ...facts, bytes };
}
