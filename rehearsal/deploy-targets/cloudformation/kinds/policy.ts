import * as z from "zod/mini";
import { matchesPattern } from "../../../signaling-service/access/permits.ts";
import type { DeployedResource } from "../../deployed-stack.ts";
import { oneOrSeveral } from "../../one-or-several.ts";
import type { Surroundings } from "./kind.ts";

const texts = oneOrSeveral(z.string());

const statement = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
  Resource: z.optional(texts),
  NotResource: z.optional(texts),
  Principal: z.optional(z.union([z.literal("*"), z.record(z.string(), texts)])),
});

const documentOf = <T extends z.ZodMiniType>(each: T) =>
  z.looseObject({
    Version: z.optional(z.enum(["2012-10-17", "2008-10-17"])),
    Statement: oneOrSeveral(each),
  });

/** What a role may do. */
export const identityPolicy = documentOf(
  statement.check(
    z.refine(
      ({ Action, NotAction }) => Action !== undefined || NotAction !== undefined,
      "Policy statement must contain actions.",
    ),
    z.refine(
      ({ Resource, NotResource }) => Resource !== undefined || NotResource !== undefined,
      "Policy statement must contain resources.",
    ),
  ),
);

/** Who may do something with a resource, or take a role. */
export const resourcePolicy = documentOf(
  statement.check(z.refine(({ Principal }) => Principal !== undefined, "Missing required field Principal")),
);

const roleSchema = z.looseObject({
  AssumeRolePolicyDocument: resourcePolicy,
  Policies: z._default(z.array(z.looseObject({ PolicyDocument: identityPolicy })), []),
});

/** Whether Lambda may take a role. */
export function trustsLambda(role: DeployedResource): boolean {
  const { AssumeRolePolicyDocument } = z.parse(roleSchema, role.properties);
  return AssumeRolePolicyDocument.Statement.some(
    ({ Effect, Action = [], Principal }) =>
      Effect === "Allow" &&
      Action.includes("sts:AssumeRole") &&
      typeof Principal === "object" &&
      Principal.Service?.includes("lambda.amazonaws.com"),
  );
}

/** Whether a role's own policies, and those that surely are attached to it by now, allow an action; conditions are passed over. */
export function roleAllows(
  role: DeployedResource,
  action: string,
  resource: string,
  { standing }: Surroundings,
): boolean {
  const attached = standing.filter(
    ({ type, properties }) =>
      (type === "AWS::IAM::Policy" || type === "AWS::IAM::ManagedPolicy") &&
      z.safeParse(z.array(z.string()), properties.Roles).data?.includes(role.physicalId),
  );
  const documents = [
    ...z.parse(roleSchema, role.properties).Policies.map(({ PolicyDocument }) => PolicyDocument),
    ...attached.map(({ properties }) => z.parse(identityPolicy, properties.PolicyDocument)),
  ];
  const concerned = documents
    .flatMap(({ Statement }) => Statement)
    .filter(
      ({ Action = [], Resource = [] }) =>
        Action.some((pattern) => matchesPattern(pattern, action, "i")) &&
        Resource.some((pattern) => matchesPattern(pattern, resource)),
    );
  // One that denies outweighs all that allow.
  return concerned.length > 0 && concerned.every(({ Effect }) => Effect === "Allow");
}
