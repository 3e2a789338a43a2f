import type { DeployedResource } from "../deployed-stack.ts";
import { note, type Stack } from "./stack.ts";
import type { ResourceDeclaration, Template } from "./template.ts";

/** A resource that its stack has no more. */
export interface Leaving extends DeployedResource {
  readonly logicalId: string;
  /** Whether it stays in the account all the same. */
  readonly isKept: boolean;
}

/** Notes what becomes of resources that a stack has no more. */
export function recordLeaving(stack: Stack, leaving: readonly Leaving[], at: number): void {
  for (const { isKept, ...resource } of leaving) {
    note(stack, at, isKept ? "DELETE_SKIPPED" : "DELETE_COMPLETE", resource);
  }
}

type Resources = Readonly<Record<string, DeployedResource>>;

/** Those of some resources that are not among others. */
function without(resources: Resources, others: Resources): readonly (readonly [string, DeployedResource])[] {
  return Object.entries(resources).filter(
    ([logicalId, { physicalId }]) => others[logicalId]?.physicalId !== physicalId,
  );
}

/** What a stack that is deleted has no more: all of it. Source: CloudFormation, DeletionPolicy attribute. */
export function leavingByDelete({ resources, template }: Stack): readonly Leaving[] {
  return Object.entries(resources).map(([logicalId, resource]) => ({
    ...resource,
    logicalId,
    isKept: staysWithout(template.Resources[logicalId]),
  }));
}

/**
 * What a stack has no more because it was made anew or is not in the template any more. That of two templates the older
 * one says what becomes of a resource that the newer has not, is not verified.
 * Source: CloudFormation, UpdateReplacePolicy attribute.
 */
export function leavingByUpdate(stack: Stack, template: Template, made: Resources): readonly Leaving[] {
  return without(stack.resources, made).map(([logicalId, resource]) => {
    const declared = template.Resources[logicalId];
    const isReplaced = made[logicalId] !== undefined && declared !== undefined;
    const isKept = isReplaced
      ? declared.UpdateReplacePolicy === "Retain"
      : staysWithout(stack.template.Resources[logicalId]);
    return { ...resource, logicalId, isKept };
  });
}

/**
 * What was made for a stack before something failed, the newest first: `RetainExceptOnCreate` keeps none of it.
 * Source: CloudFormation, DeletionPolicy attribute.
 */
export function leavingByRollback(stack: Stack, template: Template, made: Resources): readonly Leaving[] {
  return without(made, stack.resources)
    .toReversed()
    .map(([logicalId, resource]) => ({
      ...resource,
      logicalId,
      isKept: template.Resources[logicalId]?.DeletionPolicy === "Retain",
    }));
}

/** `Delete` is the default. */
function staysWithout(declared: ResourceDeclaration | undefined): boolean {
  return (declared?.DeletionPolicy ?? "Delete") !== "Delete";
}
