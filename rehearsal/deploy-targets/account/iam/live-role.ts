import { refused } from "../../../aws/refused.ts";
import type { DeployedStack } from "../../deployed-stack.ts";
import type { Statement } from "../iam-policies.ts";
import { attributeOf, type NamedResource, resourcesOf } from "../resources-of-stack.ts";
import { rolesOf } from "../roles-of-stack.ts";

/** A role of a running stack, as it is by now. */
export interface LiveRole {
  readonly name: string;
  readonly arn: string;
  /** Such as `AROA…`. */
  readonly id: string;
  /** Who may assume it. */
  readonly trust: unknown;
  /** What all of its policies allow. */
  readonly statements: readonly Statement[];
  readonly stack: DeployedStack;
  readonly resource: NamedResource;
}

/**
 * The role of a name or ARN.
 * @throws {WireError} NoSuchEntity, where no running stack has it.
 */
export function findRole(stacks: readonly DeployedStack[], nameOrArn: string): LiveRole {
  for (const stack of stacks) {
    const role = rolesOf(stack).find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
    const resource = resourcesOf(stack, "AWS::IAM::Role").find((each) => each.physicalId === role?.name);
    if (role === undefined || resource === undefined) continue;
    const { AssumeRolePolicyDocument: trust } = resource.properties;
    return { ...role, id: attributeOf(resource, "RoleId"), trust, stack, resource };
  }
  throw refused("NoSuchEntity", `The role with name ${nameOrArn} cannot be found.`, 404);
}
