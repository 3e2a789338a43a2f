import * as z from "zod/mini";
import { trustsLambda } from "../cloudformation/kinds/policy.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import { policyDocumentSchema, type Statement } from "./iam-policies.ts";
import { attributeOf, readProperties, resourcesOf } from "./resources-of-stack.ts";

/** A role that Lambda takes on for functions of the stack. */
export interface StackRole {
  readonly name: string;
  readonly arn: string;
  /** What its policies allow. */
  readonly statements: readonly Statement[];
}

const policySchema = z.object({ PolicyDocument: policyDocumentSchema });
const roleSchema = z.object({
  Policies: z._default(z.array(policySchema), []),
  // What AWS's own policies allow is not known here.
  ManagedPolicyArns: z.optional(z.array(z.string()).check(z.maxLength(0))),
});
const attachedSchema = z.extend(policySchema, { Roles: z._default(z.array(z.string()), []) });

/**
 * Reads the stack's roles and what their policies allow.
 * @throws {Error} that says which role or policy is not as it must be.
 */
export function rolesOf(stack: Pick<DeployedStack, "resources">): readonly StackRole[] {
  const attached = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"]
    .flatMap((type) => resourcesOf(stack, type))
    .map((policy) => readProperties(policy, attachedSchema));
  return resourcesOf(stack, "AWS::IAM::Role").map((role) => {
    const { Policies } = readProperties(role, roleSchema);
    if (!trustsLambda(role)) throw new Error(`the stack's ${role.logicalId} cannot be assumed by Lambda`);
    const all = [...Policies, ...attached.filter(({ Roles }) => Roles.includes(role.physicalId))];
    return {
      name: role.physicalId,
      arn: attributeOf(role, "Arn"),
      statements: all.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    };
  });
}
