import { randomBytes } from "node:crypto";
import { channelNotFound } from "../errors.ts";
import { UNKNOWN_OPERATION_BODY } from "../http/unknown-operation.ts";
import type { Behaviour } from "./behaviour.ts";

/**
 * The HTTPS endpoints move: GetSignalingChannelEndpoint hands out new ones, and the old ones answer with the
 * UnknownOperation body or with 404. Taken out again, the old ones are back.
 */
export function endpointMoves(stale: "unknown-operation" | "not-found" = "unknown-operation"): Behaviour {
  // Flipping the same bits twice gives the old label back, so no list of moved endpoints is needed.
  const mask = (randomBytes(4).readUInt32BE() | 1) >>> 0;
  return {
    name: "endpoint-moves",
    moveHttpsLabel: (label) => {
      const [role = "r", digits = "0"] = label.split("-");
      return `${role}-${((Number.parseInt(digits, 16) ^ mask) >>> 0).toString(16).padStart(8, "0")}`;
    },
    staleEndpoint:
      stale === "not-found"
        ? { do: "fail", error: channelNotFound() }
        : { do: "reply", status: 200, body: UNKNOWN_OPERATION_BODY },
  };
}
