import * as z from "zod/mini";
import { type ServiceErrorName, serviceError, serviceErrorNames } from "../errors.ts";
import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";
import { onlyOperation } from "./parameters.ts";

/** Which calls fail, and how. */
export interface FailWithOptions {
  /** The operation that fails, `ConnectAsMaster` and `ConnectAsViewer` included; all of them when absent. */
  readonly operation?: string;
  readonly message?: string;
  /** The HTTP status, where another than the model's is wanted. */
  readonly status?: number;
}

/** Calls fail with one of the service's own errors, its status and wire form included. */
export function failWith(errorName: ServiceErrorName, options: FailWithOptions = {}): Behaviour {
  const error = serviceError(errorName, options.message ?? "This failure was asked for.", options.status);
  return {
    name: `fail-with ${errorName}`,
    beforeOperation: ({ operation }) =>
      options.operation === undefined || options.operation === operation ? { do: "fail", error } : undefined,
  };
}

/** `fail-with` by name. */
export const failWithKind = behaviourKind({
  name: "fail-with",
  summary: "Calls fail with one of the service's errors.",
  parameters: {
    status: z.optional(
      z.int().check(z.minimum(400), z.maximum(599), z.describe("the HTTP status; the error's own when left out")),
    ),
    error: z.optional(
      z.enum(serviceErrorNames).check(z.describe("the error's name; the usual one of the status when left out")),
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
