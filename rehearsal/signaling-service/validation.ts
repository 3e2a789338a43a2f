import type * as z from "zod/mini";
import { serviceError } from "./errors.ts";

type Issue = z.core.$ZodIssue;

/**
 * Reads an operation's input.
 * @throws {WireError} InvalidArgumentException that names the member and the rule, never the value.
 */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw serviceError("InvalidArgumentException", result.error.issues.map(describeIssue).join("; "));
}

/** One fault of an input in words: which member, which rule. */
export function describeIssue(issue: Issue): string {
  const member = issue.path.length === 0 ? "The input" : issue.path.join(".");
  return `${member} ${rule(issue)}`;
}

function rule(issue: Issue): string {
  // zod/mini says "Invalid input" where the schema says nothing of its own.
  if (issue.message !== "Invalid input") return issue.message;
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
