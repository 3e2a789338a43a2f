import type { ValuePath } from "../line-of.ts";

/** Takes a sentence that begins with a JSON pointer apart; source: RFC 6901. */
export function atPointer(sentence: string): { readonly path: ValuePath; readonly what: string } {
  const [, pointer = ""] = /^(\/\S*): /.exec(sentence) ?? [];
  const path = pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return { path, what: sentence };
}
