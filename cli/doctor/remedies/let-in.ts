import { createHash } from "node:crypto";
import type { Admission } from "../reads/function-policy.ts";

/** Who is to be let in to invoke a function. */
export interface LetIn {
  readonly region: string;
  readonly functionName: string;
  readonly principal: string;
  /** What it may invoke it for: a skill's id, or the ARN of a rule. */
  readonly only: { readonly eventSourceToken: string } | { readonly sourceArn: string };
  /** The id that the stack's statement has, so that CloudFormation finds it again; undefined where it has none. */
  readonly statementId: string | undefined;
  /** Whom the function lets in now. */
  readonly admissions: readonly Admission[];
}

/** The lines that let a service invoke a function; a statement of the same id that lets somebody else in goes first. */
export function letIn({ region, functionName, principal, only, statementId, admissions }: LetIn): string[] {
  const [flag, value] =
    "eventSourceToken" in only ? ["--event-source-token", only.eventSourceToken] : ["--source-arn", only.sourceArn];
  const id = statementId || `doctor-${createHash("sha256").update(`${principal} ${value}`).digest("hex").slice(0, 12)}`;
  const statement = `--region ${region} --function-name ${functionName} --statement-id ${id}`;
  const isInTheWay = admissions.some((each) => each.statementId === id);
  return [
    ...(isInTheWay ? [`aws lambda remove-permission ${statement}`] : []),
    `aws lambda add-permission ${statement} --action lambda:InvokeFunction --principal ${principal} ${flag} ${value}`,
  ];
}
