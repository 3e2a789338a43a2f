import * as z from "zod/mini";
import { matchesPattern } from "../../signaling-service/access/permits.ts";
import { oneOrSeveral } from "../one-or-several.ts";

/** What somebody asks to do. */
export interface AskedAction {
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** What the request has under the condition keys that statements look at, such as `dynamodb:LeadingKeys`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

const patterns = oneOrSeveral(z.string());
/** The operators that are read, each also as `ForAllValues:` or `ForAnyValue:`, but for Null. */
const operator = /^((ForAllValues|ForAnyValue):)?(StringEquals|StringLike)$|^Null$/;

/** Strict: what stands in a statement and is not read would be a permission that AWS gives otherwise. */
const statementSchema = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.literal("Allow"),
  Action: patterns,
  Resource: patterns,
  Condition: z.optional(
    z.record(
      z.string().check(z.regex(operator, { error: "is an operator that is not read here" })),
      z.record(z.string(), patterns),
    ),
  ),
});

/** One statement of a role's policy. */
export type Statement = z.infer<typeof statementSchema>;

/** A policy document: statements that allow something, with conditions on text. */
export const policyDocumentSchema = z.object({ Statement: oneOrSeveral(statementSchema) });

/** Whether a statement allows what is asked. Source: IAM user guide, policy evaluation logic. */
export function allows({ Action, Resource, Condition = {} }: Statement, asked: AskedAction): boolean {
  return (
    Action.some((pattern) => matchesPattern(pattern, asked.action, "i")) &&
    Resource.some((pattern) => matchesPattern(pattern, asked.resource)) &&
    Object.entries(Condition).every(([name, keys]) =>
      Object.entries(keys).every(([key, wanted]) => isMet(name, wanted, asked.context?.[key])),
    )
  );
}

/**
 * Of a key with no value `ForAllValues` is true, and everything else but Null false. An operator that is for one value
 * is not met by several: of that AWS only says that it must not be relied upon.
 * Source: IAM user guide, condition operators, and multivalued context keys.
 */
function isMet(name: string, wanted: readonly string[], value: string | readonly string[] = []): boolean {
  const values = typeof value === "string" ? [value] : value;
  if (name === "Null") return wanted.includes(String(values.length === 0));
  const isWanted = name.endsWith("StringLike")
    ? (each: string) => wanted.some((pattern) => matchesPattern(pattern, each))
    : (each: string) => wanted.includes(each);
  if (name.startsWith("ForAllValues:")) return values.every(isWanted);
  return (name.startsWith("ForAnyValue:") || values.length === 1) && values.some(isWanted);
}
