import type { DeployedResource } from "../../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { resource } from "./small-stack.ts";

export const roleArn = "arn:aws:iam::123456789012:role/worker-role";

/** A role for Lambda, with statements in its policy `own`; with none it has no policy. */
export function role(...statements: readonly object[]): DeployedResource {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const own = { PolicyName: "own", PolicyDocument: { Version: "2012-10-17", Statement: statements } };
  return resource(
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust] },
      Policies: statements.length > 0 ? [own] : [],
    },
    { physicalId: "worker-role", attributes: { Arn: roleArn, RoleId: "AROA0123456789ABCDEFG" } },
  );
}
