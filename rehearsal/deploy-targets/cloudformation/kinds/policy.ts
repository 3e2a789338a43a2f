import * as z from "zod/mini";
import type { DeployedResource } from "../../deployed-stack.ts";
import type { Surroundings } from "./kind.ts";

const texts = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value) => [value].flat()),
);

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
    Statement: z.pipe(
      z.union([z.array(each), each]),
      z.transform((value) => [value].flat() as z.output<T>[]),
    ),
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
      Object.values(Principal ?? {})
        .flat()
        .includes("lambda.amazonaws.com"),
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
  return documents
    .flatMap(({ Statement }) => Statement)
    .some(
      ({ Effect, Action = [], Resource = [] }) =>
        Effect === "Allow" &&
        Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
        Resource.some((pattern) => matches(pattern, resource)),
    );
}

/** A `*` stands for any characters and a `?` for one. */
function matches(pattern: string, value: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(value);
}
