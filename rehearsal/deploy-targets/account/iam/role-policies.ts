import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { refused } from "../../../aws/refused.ts";
import { policyDocumentSchema } from "../iam-policies.ts";
import type { LiveStacks } from "../live-stacks.ts";
import { readProperties, resourcesOf } from "../resources-of-stack.ts";
import type { LiveRole } from "./live-role.ts";

/** A policy that is the role's own. */
export interface InlinePolicy {
  readonly name: string;
  /** As it was given. */
  readonly document: unknown;
  /** The stack's resource that it is, where it is one beside the role: an `AWS::IAM::Policy`. */
  readonly logicalId?: string;
}

const ownSchema = z.object({
  Policies: z._default(z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })), []),
});
const besideSchema = z.object({
  PolicyName: z.string(),
  PolicyDocument: z.unknown(),
  Roles: z._default(z.array(z.string()), []),
});

/** A role's inline policies: those of its own resource, and those that stand beside it in the stack. */
export function inlinePoliciesOf({ name, resource, stack }: LiveRole): readonly InlinePolicy[] {
  const own = readProperties(resource, ownSchema).Policies.map(({ PolicyName, PolicyDocument }) => ({
    name: PolicyName,
    document: PolicyDocument,
  }));
  const beside = resourcesOf(stack, "AWS::IAM::Policy").flatMap((policy) => {
    const { PolicyName, PolicyDocument, Roles } = readProperties(policy, besideSchema);
    return isDeepStrictEqual(Roles, [name])
      ? [{ name: PolicyName, document: PolicyDocument, logicalId: policy.logicalId }]
      : [];
  });
  return [...own, ...beside];
}

/** @throws {WireError} NoSuchEntity, where the role has no such policy. */
export function inlinePolicyOf(role: LiveRole, policyName: string): InlinePolicy {
  const policy = inlinePoliciesOf(role).find(({ name }) => name === policyName);
  if (policy !== undefined) return policy;
  throw refused("NoSuchEntity", `The role policy with name ${policyName} cannot be found.`, 404);
}

/**
 * Gives a role a policy, in the place of one of the same name.
 * @param text of the policy document.
 * @throws {WireError} MalformedPolicyDocument, also where AWS would take it and nothing here reads it.
 */
export async function putRolePolicy(
  stacks: LiveStacks,
  { resource, stack, ...role }: LiveRole,
  policyName: string,
  text: string,
): Promise<void> {
  const PolicyDocument = readDocument(text);
  const { logicalId } = inlinePoliciesOf({ resource, stack, ...role }).find(({ name }) => name === policyName) ?? {};
  if (logicalId !== undefined) {
    return stacks.change(stack.stackId, logicalId, (properties) => ({ ...properties, PolicyDocument }));
  }
  return stacks.change(stack.stackId, resource.logicalId, (properties) => ({
    ...properties,
    Policies: [...others(properties, policyName), { PolicyName: policyName, PolicyDocument }],
  }));
}

/** @throws {WireError} NoSuchEntity, where the role has no such policy. */
export async function deleteRolePolicy(stacks: LiveStacks, role: LiveRole, policyName: string): Promise<void> {
  const { logicalId } = inlinePolicyOf(role, policyName);
  const { stackId } = role.stack;
  if (logicalId !== undefined) return stacks.remove(stackId, logicalId);
  return stacks.change(stackId, role.resource.logicalId, (properties) => ({
    ...properties,
    Policies: others(properties, policyName),
  }));
}

function others(properties: Readonly<Record<string, unknown>>, policyName: string): readonly object[] {
  return z.parse(ownSchema, properties).Policies.filter(({ PolicyName }) => PolicyName !== policyName);
}

function readDocument(text: string): unknown {
  const document = parseJson(text);
  const { error } = z.safeParse(policyDocumentSchema, document);
  const version = z.safeParse(z.object({ Version: z.optional(z.enum(["2012-10-17", "2008-10-17"])) }), document);
  const [issue] = [...(error?.issues ?? []), ...(version.error?.issues ?? [])];
  if (issue === undefined) return document;
  throw refused("MalformedPolicyDocument", `Syntax errors in policy. (${issue.path.join(".")}: ${issue.message})`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
