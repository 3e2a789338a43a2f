import type { Download } from "./target.ts";

/** How long a download may take, in milliseconds, and how large a picture may be, in bytes. */
const LIMIT_MS = 10_000;
const LARGEST = 10_000_000;

/**
 * Downloads a snapshot as Alexa does: with these headers, and without following a redirect.
 * Source: Alexa.SmartVision.SnapshotProvider. An address that nobody answers at comes to status 0, and a picture that is
 * larger than 10 MB is cut off.
 */
export async function download(uri: string, accessToken: string | undefined): Promise<Download> {
  try {
    const response = await fetch(uri, {
      headers: {
        accept: "image/jpeg, image/png",
        ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
      },
      redirect: "manual",
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const { status } = response;
    return { status, contentType: response.headers.get("content-type") ?? undefined, body: await bytesOf(response) };
  } catch {
    // What fetch says may quote the address, which is signed.
    return { status: 0, contentType: undefined, body: new Uint8Array() };
  }
}

async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST) break;
  }
  return Buffer.concat(chunks).subarray(0, LARGEST);
}
