import { createHash } from "node:crypto";

/** Who is to be let in to invoke a function. */
export interface LetIn {
  readonly region: string;
  readonly functionName: string;
  readonly principal: string;
  /** What it may invoke it for: a skill's id, or the ARN of a rule. */
  readonly only: { readonly eventSourceToken: string } | { readonly sourceArn: string };
}

/** The line that lets a service invoke a function. A statement's id is made of what it says: no other one is in its way. */
export function letInLine({ region, functionName, principal, only }: LetIn): string {
  const [flag, value] =
    "eventSourceToken" in only ? ["--event-source-token", only.eventSourceToken] : ["--source-arn", only.sourceArn];
  const statementId = `doctor-${createHash("sha256").update(`${principal} ${value}`).digest("hex").slice(0, 12)}`;
  return [
    ...["aws lambda add-permission", "--region", region, "--function-name", functionName],
    ...["--statement-id", statementId, "--action lambda:InvokeFunction", "--principal", principal, flag, value],
  ].join(" ");
}
