import { refused } from "../../aws/refused.ts";
import type { WireError } from "../../signaling-service/errors.ts";

export { refused };

/** CloudFormation's refusal of a request: nothing was begun. */
export function invalid(message: string): WireError {
  return refused("ValidationError", message);
}

/** Why a resource could not be created or updated: the stack is rolled back, and its events say this. */
export class ResourceFailure extends Error {
  override readonly name = "ResourceFailure";
}
