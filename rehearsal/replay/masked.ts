/** Marks that tools leave where something was: dots, stars, a word for it. None of them is in a token or a code. */
const mark = /[•…█]|\*{3}|\.{3}|redact/i;
/** A text that is nothing but a mark: `xxxx`, `<token>`, `[masked]`, `{{token}}`. */
const wholly = /^(?:(.)\1{2,}|<.*>|\[.*\]|\{.*\})$/s;
/** The lines of an SDP whose values are secrets. */
const secretLine = /^a=(?:ice-ufrag|ice-pwd|fingerprint(?::sha-\d+)?)[: ]\s*(.*)$/gim;

/** Whether a secret was taken out of here, wholly or in part; what is empty was. */
export function isMasked(text: string): boolean {
  const bare = text.trim();
  return bare === "" || mark.test(bare) || wholly.test(bare);
}

/** Whether an SDP was taken out of here, or its ICE credentials or its fingerprint were. */
export function isMaskedSdp(text: string): boolean {
  if (mark.test(text)) return true;
  if (!text.trimStart().startsWith("v=0")) return isMasked(text);
  return [...text.matchAll(secretLine)].some(([, value = ""]) => isMasked(value));
}
