import { serviceError } from "../errors.ts";
import type { Channel } from "./channel.ts";

/**
 * Holds a call to a channel that is neither being made nor changed nor deleted.
 * @throws {WireError} ResourceInUseException
 */
export function requireActive({ status }: Channel): void {
  if (status === "ACTIVE") return;
  throw serviceError("ResourceInUseException", `The channel is ${status}; wait until it is ACTIVE.`);
}
