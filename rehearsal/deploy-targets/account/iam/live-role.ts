import { refused } from "../../../aws/refused.ts";
import type { DeployedStack } from "../../deployed-stack.ts";
import type { Statement } from "../iam-policies.ts";
import { attributeOf, type NamedResource, resourcesOf } from "../resources-of-stack.ts";
import { rolesOf, type StackRole } from "../roles-of-stack.ts";

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

/** @throws {WireError} NoSuchEntity, where no running stack has a role of that name. */
export function roleByName(stacks: readonly DeployedStack[], name: string): LiveRole {
  return find(stacks, name, (role) => role.name === name);
}

/** @throws {WireError} InvalidInput, where it is no role's ARN; NoSuchEntity, where no running stack has it. */
export function roleByArn(stacks: readonly DeployedStack[], arn: string): LiveRole {
  if (!/^arn:[^:]+:iam::\d{12}:role\/./.test(arn)) {
    throw refused("InvalidInput", `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  return find(stacks, arn, (role) => role.arn === arn);
}

function find(stacks: readonly DeployedStack[], called: string, isWanted: (role: StackRole) => boolean): LiveRole {
  for (const stack of stacks) {
    const role = rolesOf(stack).find(isWanted);
    const resource = resourcesOf(stack, "AWS::IAM::Role").find((each) => each.physicalId === role?.name);
    if (role === undefined || resource === undefined) continue;
    const { AssumeRolePolicyDocument: trust } = resource.properties;
    return { ...role, id: attributeOf(resource, "RoleId"), trust, stack, resource };
  }
  throw refused("NoSuchEntity", `The role with name ${called} cannot be found.`, 404);
}
