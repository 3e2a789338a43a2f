import * as z from "zod/mini";
import { UNKNOWN_OPERATION_BODY } from "../http/unknown-operation.ts";
import type { Behaviour } from "./behaviour.ts";
import { interfere } from "./interfere.ts";
import { behaviourKind } from "./kind.ts";
import { operation } from "./parameters.ts";

/** HTTP 200 with the UnknownOperation body, as from an endpoint that is not the channel's own. */
export function unknownOperation(operation = "SendAlexaOfferToMaster"): Behaviour {
  return {
    name: "unknown-operation",
    ...interfere(operation, { do: "reply", status: 200, body: UNKNOWN_OPERATION_BODY }),
  };
}

/** `unknown-operation` by name. */
export const unknownOperationKind = behaviourKind({
  name: "unknown-operation",
  summary: "HTTP 200 with the UnknownOperation body, as from an endpoint that is not the channel's own.",
  parameters: { operation: z._default(operation("the operation that is answered so"), "SendAlexaOfferToMaster") },
  positional: "operation",
  make: (parameters) => unknownOperation(parameters.operation),
});
