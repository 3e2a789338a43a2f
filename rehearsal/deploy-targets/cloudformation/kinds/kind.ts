import * as z from "zod/mini";
import type { DeployedResource, ReadArtifact } from "../../deployed-stack.ts";
import { ResourceFailure } from "../errors.ts";

/** What there is around a resource as it is made. */
export interface Surroundings {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly logicalId: string;
  /** Twelve characters that are the resource's own for as long as it is the same one. */
  readonly suffix: string;
  /** The resource as it stood before an update; undefined of a new one. */
  readonly previous: DeployedResource | undefined;
  /** Resources of the account, of its region or of every one, that surely stand by now: what it does not depend on may come later. */
  readonly standing: readonly DeployedResource[];
  readonly readArtifact: ReadArtifact;
  /** How many executions at once the account's functions may have in a region. */
  readonly concurrentExecutions: number;
}

/** A resource as it was made. */
export interface Made {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Those of the template, unless making it added some. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A type of resource. */
export interface Kind {
  readonly type: string;
  /** Properties that cannot be updated: where one changes, another resource takes its place. */
  readonly createOnly: readonly string[];
  /** @throws {ResourceFailure} where AWS's service would refuse to make it. */
  make(
    properties: Readonly<Record<string, unknown>>,
    surroundings: Surroundings,
  ): Made & Pick<DeployedResource, "properties">;
}

/** What a kind is told by. */
export interface KindOptions<Schema extends z.ZodMiniType<object>> {
  readonly createOnly?: readonly string[];
  /** Of the properties that are judged or used here; texts become numbers, as in CloudFormation. */
  readonly properties: Schema;
  make(properties: z.output<Schema>, surroundings: Surroundings): Made;
}

/** A type of resource. */
export function kind<Schema extends z.ZodMiniType<object>>(type: string, options: KindOptions<Schema>): Kind {
  return {
    type,
    createOnly: options.createOnly ?? [],
    make(given, surroundings) {
      const parsed = z.safeParse(options.properties, given);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const where = `#/${issue?.path.map(String).join("/") ?? ""}`;
        throw new ResourceFailure(
          `Properties validation failed for resource ${surroundings.logicalId} with message:\n${where}: ${issue?.message}`,
        );
      }
      const properties = parsed.data as z.output<Schema>;
      const made = options.make(properties, surroundings);
      return { ...made, properties: made.properties ?? (properties as Readonly<Record<string, unknown>>) };
    },
  };
}

/** A whole number, also where a parameter has it as text. */
export const integer = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^-?\d+$/, "expected type: Integer"))]),
  z.transform(Number),
);

/** A whole number between two. */
export function integerFrom(least: number, most: number) {
  const message = `${least} to ${most} is allowed`;
  return z.pipe(integer, z.number().check(z.gte(least, message), z.lte(most, message)));
}

/** A text, also where YAML has read a number or a truth value. */
export const text = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String));

/** A truth value, also where it stands as text. */
export const truth = z.pipe(
  z.union([z.boolean(), z.literal("true"), z.literal("false")]),
  z.transform((value) => value === true || value === "true"),
);

/**
 * A name as CloudFormation makes them: `<stack>-<logical id>-<suffix>`. How it shortens them to a service's limit is
 * not verified.
 */
export function autoName({ stackName, logicalId, suffix }: Surroundings, most: number): string {
  const room = most - suffix.length - 2;
  const ofId = logicalId.slice(0, Math.max(Math.ceil(room / 2), room - stackName.length));
  return `${stackName.slice(0, room - ofId.length)}-${ofId}-${suffix}`;
}

/** An ARN of the account and region. */
export function arnOf(service: string, resource: string, { region, accountId }: Surroundings): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}

/** A resource of the account that surely stands by now. */
export function find(
  type: string,
  { standing }: Surroundings,
  isWanted: (resource: DeployedResource) => boolean,
): DeployedResource | undefined {
  return standing.find((resource) => resource.type === type && isWanted(resource));
}

/** The failure that a service's own refusal becomes. */
export function serviceRefuses(message: string, code = "InvalidRequest"): ResourceFailure {
  return new ResourceFailure(`Resource handler returned message: "${message}" (HandlerErrorCode: ${code})`);
}
