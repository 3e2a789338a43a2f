import { type ServiceErrorName, serviceError } from "../errors.ts";
import type { Behaviour } from "./behaviour.ts";

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
