import * as z from "zod/mini";
import {
  type AskedAction,
  allows,
  policyDocumentSchema,
} from "../../../rehearsal/deploy-targets/account/iam-policies.ts";

/** A statement of a policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, unknown>>;
}

/** What IAM decides of a request by whoever has these statements and no others. */
export function decide(statements: readonly Statement[], request: AskedAction): "Allowed" | "ImplicitlyDenied" {
  const policy = z.parse(policyDocumentSchema, { Statement: statements });
  return policy.Statement.some((statement) => allows(statement, request)) ? "Allowed" : "ImplicitlyDenied";
}

/** An entry of a policy as a list. */
export function listed(value: string | readonly string[] = []): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
