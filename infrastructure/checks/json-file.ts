import { type LineOf, linesOf, type ValuePath } from "./line-of.ts";
import { noJsonAt } from "./no-json-at.ts";

/**
 * A JSON file that knows the line of everything in it. Values are asked for by path; one of another type than is asked
 * for counts as missing, since the schemas of Amazon's tools say what is of a wrong type.
 */
export interface JsonFile {
  /** Below the project's root. */
  readonly path: string;
  readonly text: string;
  readonly value: unknown;
  readonly lineOf: LineOf;
  at(path: ValuePath): unknown;
  textAt(path: ValuePath): string | undefined;
  listAt(path: ValuePath): readonly unknown[];
  recordAt(path: ValuePath): Readonly<Record<string, unknown>>;
}

/** A file that is no JSON. The message quotes nothing of it, for it may hold a secret. */
export class NoJsonError extends Error {
  override readonly name = "NoJsonError";
  /** Where it stops being JSON, from 1. */
  readonly line: number;
  constructor(line: number) {
    super("is no JSON");
    this.line = line;
  }
}

/**
 * Reads a JSON file.
 * @throws {NoJsonError}
 */
export function readJson(path: string, text: string): JsonFile {
  return jsonFile({ path, text, value: parse(text), lineOf: linesOf(text) });
}

/** The same file and lines with another value, such as one without what a tool has written into it. */
export function withValue(file: JsonFile, value: unknown): JsonFile {
  return jsonFile({ ...file, value });
}

function jsonFile(file: Pick<JsonFile, "path" | "text" | "value" | "lineOf">): JsonFile {
  const at = (path: ValuePath) => path.reduce<unknown>(inside, file.value);
  return {
    ...file,
    at,
    textAt(path) {
      const found = at(path);
      return typeof found === "string" ? found : undefined;
    },
    listAt(path) {
      const found = at(path);
      return Array.isArray(found) ? found : [];
    },
    recordAt: (path) => asRecord(at(path)),
  };
}

/** A value's own keys; none where it is no record. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : {};
}

function inside(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoJsonError(noJsonAt(text)?.line ?? 1);
  }
}
