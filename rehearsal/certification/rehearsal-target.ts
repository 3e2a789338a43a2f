import { LambdaError } from "../lambda-runtime/index.ts";
import type { Parts } from "../parts.ts";
import { rehearsalAbilities } from "./rehearsal-abilities.ts";
import { type CertificationTarget, FunctionFailed } from "./target.ts";

/** A rehearsal as a target of certification. Stopping it stops nothing of the rehearsal. */
export function rehearsalTarget(parts: Parts): CertificationTarget {
  const { functions, household } = parts;
  return {
    name: "the rehearsal",
    async send(message) {
      try {
        return await functions.directives.invoke(message);
      } catch (error) {
        if (!(error instanceof LambdaError)) throw error;
        throw new FunctionFailed(`the function failed with ${error.errorType}`);
      }
    },
    accessToken: household.token.current,
    picture: { barcode: true, reachable: true },
    abilities: rehearsalAbilities(parts),
    async stop() {},
  };
}
