import { isDeepStrictEqual } from "node:util";
import type { Making } from "./make-resources.ts";
import { note, type Stack } from "./stack.ts";

/** Notes what became of each resource that a stack has begun to make. */
export function recordSteps(stack: Stack, making: Making, at: number): void {
  for (const { logicalId, type, action, physicalId } of making.steps) {
    const begun = { logicalId, type, physicalId: "" };
    note(stack, at, `${action}_IN_PROGRESS`, begun);
    if (physicalId !== undefined) note(stack, at, `${action}_COMPLETE`, { ...begun, physicalId });
    else if ("failure" in making) note(stack, at, `${action}_FAILED`, begun, making.failure);
  }
}

/** Why a stack is rolled back. */
export function whyFailed({ steps }: Making): string {
  const { logicalId = "", action = "CREATE" } = steps.at(-1) ?? {};
  return `The following resource(s) failed to ${action.toLowerCase()}: [${logicalId}].`;
}

/**
 * Whether an update is none: another text of the template alone, or another value of a parameter that nothing uses.
 * That CloudFormation takes a change of outputs alone for an update is not verified.
 */
export function changesNothing({ resources, outputs }: Stack, making: Making): boolean {
  if ("failure" in making || making.steps.length > 0) return false;
  const ids = (of: Stack["resources"]) => Object.keys(of).sort();
  return isDeepStrictEqual(ids(resources), ids(making.resources)) && isDeepStrictEqual(outputs, making.outputs);
}
