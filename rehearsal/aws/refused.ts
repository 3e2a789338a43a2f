import { WireError } from "../signaling-service/errors.ts";

/** A service's refusal of a call, by the error's name, such as `ResourceNotFoundException`. */
export function refused(name: string, message: string, status = 400): WireError {
  return new WireError(name, status, message, "Message");
}
