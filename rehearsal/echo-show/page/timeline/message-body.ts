/** A piece of a message's body: JSON as it is, or a text of several lines that stood in it as one string. */
export interface BodyPart {
  readonly kind: "json" | "text";
  readonly text: string;
}

// Characters for private use, which no message of Alexa's or KVS's holds.
const OPEN = "\uE000";
const CLOSE = "\uE001";
const placeholder = new RegExp(`"${OPEN}(\\d+)${CLOSE}"`);

/** Formats a message's body, and takes SDPs and other texts of several lines out of their quotes. */
export function formatBody(body: unknown): BodyPart[] {
  if (body === undefined || body === null || body === "") return [];
  const texts: string[] = [];
  const json = JSON.stringify(
    body,
    (_key, value) => (hasLines(value) ? `${OPEN}${texts.push(value) - 1}${CLOSE}` : value),
    2,
  );
  // split() puts what the group matched between the pieces: each odd one is a text's number.
  return json.split(placeholder).flatMap((piece, index): BodyPart[] => {
    if (index % 2 === 1) return [{ kind: "text", text: withPlainLines(texts[Number(piece)] ?? "") }];
    const text = piece.replace(/^,?\n/, "");
    return text === "" ? [] : [{ kind: "json", text }];
  });
}

function hasLines(value: unknown): value is string {
  return typeof value === "string" && /[\r\n]+[^\r\n]/.test(value);
}

function withPlainLines(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
}
