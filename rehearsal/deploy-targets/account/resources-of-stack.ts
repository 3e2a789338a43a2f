import * as z from "zod/mini";
import type { DeployedResource, DeployedStack } from "../deployed-stack.ts";

/** A resource, and what the template calls it. */
export interface NamedResource extends DeployedResource {
  readonly logicalId: string;
}

/** A stack's resources of one type, such as `AWS::Lambda::Function`, in the template's order. */
export function resourcesOf(stack: Pick<DeployedStack, "resources">, type: string): readonly NamedResource[] {
  return Object.entries(stack.resources)
    .filter(([, resource]) => resource.type === type)
    .map(([logicalId, resource]) => ({ ...resource, logicalId }));
}

/**
 * A stack's only resource of a type.
 * @throws {Error} when it has none, or several.
 */
export function onlyResourceOf(stack: Pick<DeployedStack, "resources">, type: string): NamedResource {
  const [resource, ...others] = resourcesOf(stack, type);
  if (resource !== undefined && others.length === 0) return resource;
  throw new Error(`the stack has ${resource === undefined ? "no" : "more than one"} ${type}`);
}

/**
 * Reads of a resource's properties what is of use.
 * @throws {Error} that says which property is not as it must be.
 */
export function readProperties<Schema extends z.core.$ZodType>(
  { logicalId, properties }: Pick<NamedResource, "logicalId" | "properties">,
  schema: Schema,
): z.infer<Schema> {
  const { data, error } = z.safeParse(schema, properties);
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new Error(`the stack's ${logicalId} cannot be read: ${issue?.path.join(".")}: ${issue?.message}`);
}

/**
 * An attribute that `Fn::GetAtt` gives.
 * @throws {Error} when the resource has none of that name.
 */
export function attributeOf({ logicalId, attributes }: NamedResource, name: string): string {
  const value = attributes[name];
  if (value === undefined) throw new Error(`the stack's ${logicalId} has no attribute ${name}`);
  return value;
}
