import * as z from "zod/mini";
import type { DeployedStack } from "../deployed-stack.ts";
import { policyDocumentSchema, type Statement } from "./iam-policies.ts";
import { attributeOf, listOf, readProperties, resourcesOf } from "./resources-of-stack.ts";

/** A role that Lambda takes on for functions of the stack. */
export interface StackRole {
  readonly name: string;
  readonly arn: string;
  /** What its policies allow. */
  readonly statements: readonly Statement[];
}

const policySchema = z.object({ PolicyDocument: policyDocumentSchema });
const roleSchema = z.object({
  AssumeRolePolicyDocument: z.object({
    Statement: listOf(
      z.object({
        Effect: z.literal("Allow"),
        Principal: z.object({ Service: listOf(z.string()) }),
        Action: listOf(z.string()),
      }),
    ),
  }),
  Policies: z._default(z.array(policySchema), []),
  // What AWS's own policies allow is not known here.
  ManagedPolicyArns: z.optional(z.array(z.string()).check(z.maxLength(0))),
});
const attachedSchema = z.extend(policySchema, { Roles: z._default(z.array(z.string()), []) });
const rolePolicySchema = z.extend(policySchema, { RoleName: z.string() });

/**
 * Reads the stack's roles and what their policies allow.
 * @throws {Error} that says which role or policy is not as it must be.
 */
export function rolesOf(stack: Pick<DeployedStack, "resources">): readonly StackRole[] {
  const attached = [
    ...resourcesOf(stack, "AWS::IAM::Policy").map((policy) => readProperties(policy, attachedSchema)),
    ...resourcesOf(stack, "AWS::IAM::RolePolicy").map((policy) => {
      const { RoleName, PolicyDocument } = readProperties(policy, rolePolicySchema);
      return { Roles: [RoleName], PolicyDocument };
    }),
  ];
  return resourcesOf(stack, "AWS::IAM::Role").map((role) => {
    const { Policies, AssumeRolePolicyDocument } = readProperties(role, roleSchema);
    if (!AssumeRolePolicyDocument.Statement.some(isForLambda)) {
      throw new Error(`the stack's ${role.logicalId} cannot be assumed by Lambda`);
    }
    const all = [...Policies, ...attached.filter(({ Roles }) => Roles.includes(role.physicalId))];
    return {
      name: role.physicalId,
      arn: attributeOf(role, "Arn"),
      statements: all.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    };
  });
}

function isForLambda({ Principal, Action }: { Principal: { Service: string[] }; Action: string[] }): boolean {
  return Principal.Service.includes("lambda.amazonaws.com") && Action.includes("sts:AssumeRole");
}
