import type { ServiceContext } from "../context.ts";
import { frontEndError, serviceError, type WireError } from "../errors.ts";
import type { AccessKey } from "./access-keys.ts";
import { permits, permitsAction } from "./permits.ts";

/** Where a call came in, which decides how it is denied. */
export type Gate = "control-plane" | "data-plane" | "websocket";

/** What a caller wants to do. */
export interface Intent {
  /** `ConnectAsMaster` and `ConnectAsViewer` included. */
  readonly operation: string;
  /** Absent when the call names no channel. */
  readonly channelName: string | undefined;
  readonly gate: Gate;
}

/** Holds a caller to what its access key may do. @throws {WireError} as the gate denies a call. */
export function authorise(
  service: Pick<ServiceContext, "region" | "accountId" | "channels">,
  key: AccessKey,
  { operation, channelName, gate }: Intent,
): void {
  if (permits(key, operation, channelName)) return;
  const action = `kinesisvideo:${operation}`;
  const user = `arn:aws:iam::${service.accountId}:user/${key.name ?? "rehearsal"}`;
  const channel = channelName === undefined ? undefined : service.channels.byName(channelName);
  // The name of a channel that does not exist is the client's own, and is not repeated to it.
  const resource = channel?.channelArn ?? `arn:aws:kinesisvideo:${service.region}:${service.accountId}:channel/*/*`;
  throw denial(
    gate,
    `access key ${key.accessKeyId} is ${limitOf(key, operation)}`,
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ` +
      `because no identity-based policy allows the ${action} action`,
  );
}

function limitOf(key: AccessKey, operation: string): string {
  if (key.permits !== undefined) return "not permitted this";
  return `limited to other ${permitsAction(key, operation) ? "channels" : "actions"}`;
}

/**
 * How a call is denied. Of the control plane the service model says 401; whether the real one answers 403 is not
 * verified. Source: the service models; developer guide, ConnectAsMaster, errors.
 */
function denial(gate: Gate, hint: string, message: string): WireError {
  switch (gate) {
    case "control-plane":
      return serviceError("AccessDeniedException", message, undefined, hint);
    case "data-plane":
      return serviceError("NotAuthorizedException", message, undefined, hint);
    case "websocket":
      return frontEndError("AccessDeniedException", message, undefined, hint);
  }
}
