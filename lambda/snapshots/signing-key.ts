import * as z from "zod/mini";
import type { Secrets } from "../secrets.ts";

/** Any text that is long enough, such as 32 random bytes in base64. */
const signingSecretSchema = z.object({ signingKey: z.string().check(z.minLength(32)) });

/** Where the key that signs addresses is. */
export interface SigningKeyOptions {
  readonly secrets: Secrets;
  readonly secretArn: string;
}

/**
 * Gives the key that signs pictures' addresses.
 * The function it makes throws {Failure} secret-unreadable.
 */
export function createSigningKey({
  secrets,
  secretArn,
}: SigningKeyOptions): (signal: AbortSignal) => Promise<Uint8Array> {
  return async (signal) => {
    const { signingKey } = await secrets.read(secretArn, signingSecretSchema, signal);
    // As text, so that whoever generates it need not think of an encoding.
    return Buffer.from(signingKey, "utf8");
  };
}
