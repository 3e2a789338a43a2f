import { randomBytes } from "node:crypto";

const NONCE_LIFE_MILLISECONDS = 3_600_000;

/** Adds a nonce to node-turn's list, whose own ones are predictable and hold a one-hour timer each. */
export function createNonce(nonces: Record<string, { ttl: number }>): string {
  for (const [nonce, { ttl }] of Object.entries(nonces)) if (ttl < Date.now()) delete nonces[nonce];
  const nonce = randomBytes(16).toString("hex");
  nonces[nonce] = { ttl: Date.now() + NONCE_LIFE_MILLISECONDS };
  return nonce;
}
