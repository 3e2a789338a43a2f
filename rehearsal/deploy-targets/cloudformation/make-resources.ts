import { randomInt } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { DeployedResource } from "../deployed-stack.ts";
import { invalid, ResourceFailure } from "./errors.ts";
import { resolve } from "./intrinsics.ts";
import { kindOf } from "./kinds/index.ts";
import type { Kind, Surroundings } from "./kinds/kind.ts";
import type { Plan } from "./plan.ts";
import { conditionNamed, type Scope, textOf } from "./scope.ts";
import type { StandingResource } from "./stack.ts";

/** What resources are made in. */
export interface Place
  extends Pick<Surroundings, "stackName" | "region" | "accountId" | "readArtifact" | "concurrentExecutions"> {
  /** The stack's resources as they stand; none of a new stack. */
  readonly previous: Readonly<Record<string, StandingResource>>;
  /** What other stacks have in the account, as far as it is to be seen from the region. */
  readonly others: readonly DeployedResource[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What became of a resource. */
export interface Step {
  readonly logicalId: string;
  readonly type: string;
  readonly action: "CREATE" | "UPDATE";
  /** Undefined of the one that failed. */
  readonly physicalId: string | undefined;
}

/** How it went: the outputs, or the reason why the last step failed. */
export type Making = {
  readonly steps: readonly Step[];
  /** All of them, or those that were there before one failed. */
  readonly resources: Readonly<Record<string, StandingResource>>;
} & ({ readonly outputs: Readonly<Record<string, string>> } | { readonly failure: string });

/**
 * Makes the resources of a plan, each after all that it needs. What an update leaves as it was is not touched.
 * @throws {WireError} where a function of the template cannot be worked out.
 */
export function makeResources({ template, scope, dependencies }: Plan, place: Place): Making {
  const made: Record<string, StandingResource> = {};
  const steps: Step[] = [];
  const full: Scope = {
    ...scope,
    ref: (id) => resourceNamed(id).physicalId,
    attribute(id, name) {
      const { attributes, type } = resourceNamed(id);
      if (attributes[name] !== undefined) return attributes[name];
      throw invalid(`Template error: resource ${id} does not support attribute type ${name} in Fn::GetAtt (${type})`);
    },
  };

  function resourceNamed(id: string): StandingResource {
    const resource = made[id];
    if (resource === undefined) throw invalid(`Template error: ${id} is referred to, and is no resource`);
    return resource;
  }

  /** What surely stands when a resource is made: AWS makes at the same time whatever does not need each other. */
  function standingFor(id: string): readonly DeployedResource[] {
    const needed = [...(dependencies.of.get(id) ?? [])];
    const older = Object.entries(place.previous).filter(([other]) => !needed.includes(other));
    return [...needed.map(resourceNamed), ...older.map(([, resource]) => resource), ...place.others];
  }

  for (const logicalId of dependencies.order) {
    const { Type: type, Properties } = template.Resources[logicalId] ?? { Type: "", Properties: {} };
    const kind = kindOf.get(type);
    if (kind === undefined) throw invalid(`Template format error: Unrecognized resource types: [${type}]`);
    const given = resolve(Properties, full) as Readonly<Record<string, unknown>>;
    const before = place.previous[logicalId];
    if (before?.type === type && isDeepStrictEqual(before.given, given)) {
      made[logicalId] = before;
      continue;
    }
    const previous = before !== undefined && isSame(kind, before, given) ? before : undefined;
    const suffix = previous?.suffix ?? randomSuffix();
    const action = previous === undefined ? "CREATE" : "UPDATE";
    try {
      const resource = kind.make(given, { ...place, logicalId, suffix, previous, standing: standingFor(logicalId) });
      checkName(type, resource.physicalId, place.others);
      made[logicalId] = { type, ...resource, suffix, given, at: place.at };
      steps.push({ logicalId, type, action, physicalId: resource.physicalId });
    } catch (error) {
      if (!(error instanceof ResourceFailure)) throw error;
      steps.push({ logicalId, type, action, physicalId: undefined });
      return { steps, resources: made, failure: error.message };
    }
  }
  return { steps, resources: made, outputs: outputsOf(template.Outputs, full) };
}

function outputsOf(declared: Plan["template"]["Outputs"], scope: Scope): Readonly<Record<string, string>> {
  const wanted = Object.entries(declared).filter(
    ([, { Condition }]) => Condition === undefined || conditionNamed(Condition, scope.conditions),
  );
  return Object.fromEntries(wanted.map(([name, { Value }]) => [name, textOf("Outputs", resolve(Value, scope))]));
}

/** Whether a resource can be updated to its new properties, rather than another one taking its place. */
function isSame(kind: Kind, before: StandingResource, given: Readonly<Record<string, unknown>>): boolean {
  return (
    before.type === kind.type && kind.createOnly.every((name) => isDeepStrictEqual(before.given[name], given[name]))
  );
}

/** Names that a template gives may be another stack's already. */
function checkName(type: string, physicalId: string, others: readonly DeployedResource[]): void {
  // Policies of resources and configurations are no resources with names of their own.
  if (type === "AWS::S3::BucketPolicy" || type === "AWS::Lambda::EventInvokeConfig") return;
  if (others.some((other) => other.type === type && other.physicalId === physicalId)) {
    throw new ResourceFailure(`${physicalId} already exists (HandlerErrorCode: AlreadyExists)`);
  }
}

function randomSuffix(): string {
  const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return Array.from({ length: 12 }, () => characters[randomInt(characters.length)]).join("");
}
