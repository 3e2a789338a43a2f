/**
 * Reads base64 as it is met on the wire: standard or URL-safe alphabet, with or without padding, line breaks inside.
 * Returns undefined when it is not base64 at all.
 */
export function decodeBase64(text: string): string | undefined {
  const compact = text.replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (compact === "" || !/^[A-Za-z0-9+/]+$/.test(compact) || compact.length % 4 === 1) return undefined;
  return Buffer.from(compact, "base64").toString("utf8");
}

/** Writes UTF-8 text as standard base64 with padding, the one form that every client reads. */
export function encodeBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
