import type { ValuePath } from "../line-of.ts";

/** Every text in a value, and where it is. */
export function textsIn(value: unknown, path: ValuePath = []): readonly { path: ValuePath; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, each]) => textsIn(each, [...path, key]));
}
