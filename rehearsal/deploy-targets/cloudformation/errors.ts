import { WireError } from "../../signaling-service/errors.ts";

/** CloudFormation's refusal of a request: nothing was begun. */
export function invalid(message: string): WireError {
  return new WireError("ValidationError", 400, message, "Message");
}

/** Another refusal of CloudFormation's, by its name, such as `AlreadyExistsException`. */
export function refused(name: string, message: string, status = 400): WireError {
  return new WireError(name, status, message, "Message");
}

/** Why a resource could not be created or updated: the stack is rolled back, and its events say this. */
export class ResourceFailure extends Error {
  override readonly name = "ResourceFailure";
}
