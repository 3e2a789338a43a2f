import { createHash } from "node:crypto";

/** The id of a revision: another one as soon as something of what is told is another. */
export function revisionId(told: unknown): string {
  const hex = createHash("sha256").update(JSON.stringify(told)).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
