/** Deeper than any message of the rehearsal's; what lies deeper is left out. */
const MAX_DEPTH = 64;

/**
 * Copies JSON data. Each part is first given to `replace`, with the key that it stands under, or that its array does;
 * what comes back in its place is taken as it is, and a part that comes back unchanged is copied in depth.
 */
export function mapped(value: unknown, replace: (part: unknown, key: string) => unknown): unknown {
  return copy(value, "", 0);

  function copy(part: unknown, key: string, depth: number): unknown {
    const replaced = replace(part, key);
    if (replaced !== part || typeof part !== "object" || part === null) return replaced;
    if (depth === MAX_DEPTH) return "…";
    if (Array.isArray(part)) return part.map((item) => copy(item, key, depth + 1));
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, copy(item, name, depth + 1)]));
  }
}

/** The object, array, string or null that a text holds as JSON; undefined when it holds none. */
export function parsedJson(text: string): unknown {
  // Most texts are something else: look before parsing.
  if (!/^\s*(?:[{["]|null\b)/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
