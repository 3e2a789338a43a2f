import { UNKNOWN_OPERATION_BODY } from "../http/unknown-operation.ts";
import type { Behaviour } from "./behaviour.ts";

/** HTTP 200 with the UnknownOperation body, as from an endpoint that is not the channel's own. */
export function unknownOperation(operation = "SendAlexaOfferToMaster"): Behaviour {
  return {
    name: "unknown-operation",
    beforeOperation: (call) =>
      call.operation === operation ? { do: "reply", status: 200, body: UNKNOWN_OPERATION_BODY } : undefined,
  };
}
