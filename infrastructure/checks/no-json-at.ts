import { type TransformFailure, transformSync } from "esbuild";

/** A place in a text, from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where a text stops being JSON; undefined where it is JSON. It is the bundler that knows: JSON.parse of Node.js 20 does
 * not always say, and quotes the text, which may hold a secret.
 */
export function noJsonAt(text: string): TextPosition | undefined {
  try {
    transformSync(text, { loader: "json", logLevel: "silent" });
    return undefined;
  } catch (error) {
    const [first] = (error as TransformFailure).errors ?? [];
    return first?.location ? { line: first.location.line, column: first.location.column + 1 } : undefined;
  }
}
