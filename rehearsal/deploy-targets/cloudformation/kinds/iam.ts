import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { autoName, find, kind, type Surroundings, serviceRefuses } from "./kind.ts";
import { identityPolicy, resourcePolicy } from "./policy.ts";

const path = z._default(z.string(), "/");
const roles = z._default(z.array(z.string()), []);

const role = kind("AWS::IAM::Role", {
  createOnly: ["RoleName", "Path"],
  properties: z.looseObject({
    RoleName: z.optional(z.string()),
    Path: path,
    AssumeRolePolicyDocument: resourcePolicy,
    Policies: z._default(z.array(z.looseObject({ PolicyName: z.string(), PolicyDocument: identityPolicy })), []),
  }),
  make({ RoleName, Path }, surroundings) {
    const name = RoleName ?? autoName(surroundings, 64);
    const id =
      surroundings.previous?.attributes.RoleId ?? `AROA${randomBytes(9).toString("hex").slice(0, 17).toUpperCase()}`;
    const attributes = { Arn: `arn:aws:iam::${surroundings.accountId}:role${Path}${name}`, RoleId: id };
    return { physicalId: name, attributes };
  },
});

const policy = kind("AWS::IAM::Policy", {
  properties: z.looseObject({ PolicyName: z.string(), PolicyDocument: identityPolicy, Roles: roles }),
  make({ Roles }, surroundings) {
    checkRoles(Roles, surroundings);
    const id = autoName(surroundings, 64);
    return { physicalId: id, attributes: { Id: id } };
  },
});

const managedPolicy = kind("AWS::IAM::ManagedPolicy", {
  createOnly: ["ManagedPolicyName", "Path", "Description"],
  properties: z.looseObject({
    ManagedPolicyName: z.optional(z.string()),
    Path: path,
    PolicyDocument: identityPolicy,
    Roles: roles,
  }),
  make({ ManagedPolicyName, Path, Roles }, surroundings) {
    checkRoles(Roles, surroundings);
    const name = ManagedPolicyName ?? autoName(surroundings, 128);
    const arn = `arn:aws:iam::${surroundings.accountId}:policy${Path}${name}`;
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
});

function checkRoles(names: readonly string[], surroundings: Surroundings): void {
  for (const name of names) {
    const found = find("AWS::IAM::Role", surroundings, ({ physicalId }) => physicalId === name);
    if (found === undefined) throw serviceRefuses(`The role with name ${name} cannot be found.`, "NotFound");
  }
}

/** The kinds of AWS Identity and Access Management. Source: CloudFormation template reference, AWS::IAM. */
export const iamKinds = [role, policy, managedPolicy];
