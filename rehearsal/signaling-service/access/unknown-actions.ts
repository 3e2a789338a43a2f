import { operationNames } from "../behaviours/parameters.ts";
import type { AccessKey } from "./access-keys.ts";
import { permitsAction } from "./permits.ts";

/** What keys are limited to although the service knows no such action: a slip of the pen, or an action of streams. */
export function unknownActions(keys: readonly AccessKey[]): { accessKeyId: string; action: string }[] {
  return keys.flatMap(({ accessKeyId, actions = [] }) =>
    actions.filter(isUnknown).map((action) => ({ accessKeyId, action })),
  );
}

function isUnknown(pattern: string): boolean {
  return !operationNames.some((operation) => permitsAction({ actions: [pattern] }, operation));
}
