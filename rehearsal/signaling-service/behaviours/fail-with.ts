import * as z from "zod/mini";
import { frontEndErrorNames, type ServiceErrorName, serviceErrorNames } from "../errors.ts";
import type { Behaviour, Failure } from "./behaviour.ts";
import { interfere } from "./interfere.ts";
import { behaviourKind } from "./kind.ts";
import { onlyOperation } from "./parameters.ts";

/** Which calls fail, and how. */
export interface FailWithOptions extends Pick<Failure, "message" | "status"> {
  /** The operation that fails, `ConnectAsMaster` and `ConnectAsViewer` included; all of them when absent. */
  readonly operation?: string;
}

/** Calls fail with one of the errors of the service or of its front end, its status and wire form included. */
export function failWith(error: Failure["error"], { operation, ...how }: FailWithOptions = {}): Behaviour {
  return { name: `fail-with ${error}`, ...interfere(operation, { do: "fail", error, ...how }) };
}

const errorNames = [...new Set([...serviceErrorNames, ...frontEndErrorNames])];

/** `fail-with` by name. */
export const failWithKind = behaviourKind({
  name: "fail-with",
  summary: "Calls fail with one of the errors of the service or of its front end.",
  parameters: {
    status: z.optional(
      z.int().check(z.minimum(400), z.maximum(599), z.describe("the HTTP status; the error's own when left out")),
    ),
    error: z.optional(
      z.enum(errorNames).check(z.describe("the error's name; the usual one of the status when left out")),
    ),
    operation: onlyOperation,
    message: z.optional(z.string().check(z.describe("what the error says"))),
  },
  positional: "status",
  make: ({ status, error = usualError(status), operation, message }) =>
    failWith(error, {
      ...(status === undefined ? {} : { status }),
      ...(operation === undefined ? {} : { operation }),
      ...(message === undefined ? {} : { message }),
    }),
});

/** The error that a status usually stands for. */
function usualError(status = 500): ServiceErrorName {
  switch (status) {
    case 401:
      return "NotAuthorizedException";
    case 403:
      return "AccessDeniedException";
    case 404:
      return "ResourceNotFoundException";
    case 413:
      return "RequestTooLargeException";
    case 503:
      return "ServiceUnavailable";
    default:
      return status < 500 ? "InvalidArgumentException" : "InternalFailure";
  }
}
