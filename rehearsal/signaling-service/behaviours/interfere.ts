import type { Behaviour, Interference } from "./behaviour.ts";

/** The hook that does the same to each call of one operation, or to every call when none is named. */
export function interfere(
  operation: string | undefined,
  interference: Interference,
): Required<Pick<Behaviour, "beforeOperation">> {
  return {
    beforeOperation: (call) => (operation === undefined || operation === call.operation ? interference : undefined),
  };
}
