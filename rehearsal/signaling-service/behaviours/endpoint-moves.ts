import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { channelNotFound } from "../errors.ts";
import { UNKNOWN_OPERATION_BODY } from "../http/unknown-operation.ts";
import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/**
 * The HTTPS endpoints move: GetSignalingChannelEndpoint hands out new ones, and the old ones answer with the
 * UnknownOperation body or with 404. Taken out again, the old ones are back.
 */
export function endpointMoves(stale: "unknown-operation" | "not-found" = "unknown-operation"): Behaviour {
  // Flipping the same bits twice gives the old label back, so no list of moved endpoints is needed.
  const mask = (randomBytes(4).readUInt32BE() | 1) >>> 0;
  return {
    name: "endpoint-moves",
    moves: {
      label(label) {
        const [role = "r", digits = "0"] = label.split("-");
        return `${role}-${((Number.parseInt(digits, 16) ^ mask) >>> 0).toString(16).padStart(8, "0")}`;
      },
      stale:
        stale === "not-found"
          ? { do: "fail", error: "ResourceNotFoundException", message: channelNotFound().message }
          : { do: "reply", status: 200, body: UNKNOWN_OPERATION_BODY },
    },
  };
}

/** `endpoint-moves` by name. */
export const endpointMovesKind = behaviourKind({
  name: "endpoint-moves",
  summary: "The HTTPS endpoints move, and the old ones answer with a failure.",
  parameters: {
    stale: z._default(
      z.enum(["unknown-operation", "not-found"]).check(z.describe("what the old endpoints answer")),
      "unknown-operation",
    ),
  },
  positional: "stale",
  make: ({ stale }) => endpointMoves(stale),
});
