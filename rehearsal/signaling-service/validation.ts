import type * as z from "zod/mini";
import { serviceError } from "./errors.ts";

type Issue = z.core.$ZodIssue;

/** What zod/mini says where the schema says nothing of its own. */
const SAYS_NOTHING = "Invalid input";

/**
 * How to parse what is described afterwards. All of a process shares one setting of zod's language: without this, a
 * program that uses zod itself would change what the service says.
 */
export const describable = { reportInput: true, error: () => SAYS_NOTHING } as const;

/**
 * Reads an operation's input.
 * @throws {WireError} InvalidArgumentException that names the member and the rule, never the value.
 */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(withoutNulls(input), describable);
  if (result.success) return result.data;
  throw serviceError("InvalidArgumentException", result.error.issues.map(describeIssue).join("; "));
}

/** No operation's input has structures within structures within structures. */
const DEEPEST_STRUCTURE = 2;

/** A member that is null counts as absent. Source: AWS REST JSON protocol. */
function withoutNulls(value: unknown, depth = DEEPEST_STRUCTURE): unknown {
  if (depth === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member, depth - 1)]));
}

/** One fault of an input, parsed as `describable`, in words: which member, which rule. */
export function describeIssue(issue: Issue): string {
  const member = issue.path.length === 0 ? "The input" : issue.path.join(".");
  return `${member} ${rule(issue)}`;
}

function rule(issue: Issue): string {
  if (issue.message !== SAYS_NOTHING) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      // The input stands in an issue only where the parser was asked to report it.
      return "input" in issue && issue.input === undefined
        ? `is missing: it must be ${article(issue.expected)}`
        : `must be ${article(issue.expected)}`;
    case "too_big":
      return `must be at most ${issue.maximum}${unit(issue.origin)}`;
    case "too_small":
      return `must be at least ${issue.minimum}${unit(issue.origin)}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "invalid_format":
      return `must match ${issue.pattern ?? issue.format}`;
    default:
      return "is not valid";
  }
}

function article(expected: string): string {
  if (expected === "int") return "a whole number";
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function unit(origin: string): string {
  if (origin === "string") return " characters long";
  return origin === "array" ? " members long" : "";
}
