import type { Ending } from "../behaviours/behaviour.ts";
import type { Channel } from "../channels/channel.ts";
import type { ServiceContext } from "../context.ts";
import { controlPlaneOperations } from "../control-plane/operations.ts";
import { dataPlaneOperations } from "../data-plane/operations.ts";
import { channelNotFound, frontEndError } from "../errors.ts";
import type { ControlPlaneOperation, DataPlaneOperation } from "../operation.ts";
import type { Location } from "./addresses.ts";
import { UNKNOWN_OPERATION_BODY } from "./unknown-operation.ts";

const controlPlane = new Map(controlPlaneOperations.map((operation) => [operation.path, operation]));
const dataPlane = new Map(dataPlaneOperations.map((operation) => [operation.path, operation]));

/** Where a request goes. */
export type Route =
  | { readonly plane: "control"; readonly operation: ControlPlaneOperation }
  | {
      readonly plane: "data";
      readonly operation: DataPlaneOperation;
      readonly channel: Channel;
      /** There when the endpoint has moved away from this label. */
      readonly stale: Ending | undefined;
    }
  /** An operation that exists, but not on this host: HTTP 200 all the same. */
  | {
      readonly plane: "wrong";
      readonly operation: { readonly name: string; readonly path: string };
      readonly body: object;
      /** Where the call was sent, and where it belongs. */
      readonly warning: string;
    };

/** The operation that a path stands for, whether the request is any good or not. */
export function operationAt({ path }: Location): string | undefined {
  return (controlPlane.get(path) ?? dataPlane.get(path))?.name;
}

/**
 * Finds the operation that a POST is for.
 * @throws {WireError} for what is no operation at all, and for an endpoint that no channel has.
 */
export function findRoute(service: ServiceContext, method: string, { label, path }: Location): Route {
  // A WebSocket endpoint takes no operations.
  const takesCalls = method === "POST" && (label === undefined || label.startsWith("r-"));
  const onControl = takesCalls ? controlPlane.get(path) : undefined;
  const onData = takesCalls ? dataPlane.get(path) : undefined;
  const known = onControl ?? onData;
  if (known === undefined) {
    const isSocket = label !== undefined && !label.startsWith("r-") && operationAt({ label, path }) !== undefined;
    const hint = isSocket ? "this is a WSS endpoint: calls go to the channel's HTTPS one" : undefined;
    throw frontEndError("UnknownOperationException", "There is no operation at this path and method.", 404, hint);
  }
  if (label === undefined && onControl) return { plane: "control", operation: onControl };
  const endpoint = label === undefined ? undefined : findEndpoint(service, label);
  if (endpoint === undefined || onData === undefined) {
    const warning =
      label === undefined
        ? "sent to the control plane; use the channel's HTTPS endpoint"
        : "sent to a channel's endpoint; use the control plane's";
    return { plane: "wrong", operation: known, body: UNKNOWN_OPERATION_BODY, warning };
  }
  return { plane: "data", operation: onData, ...endpoint };
}

function findEndpoint(service: ServiceContext, label: string): { channel: Channel; stale: Ending | undefined } {
  const { behaviours, channels } = service;
  for (const former of behaviours.formerHttpsLabels(label)) {
    const moved = channels.byLabel(former);
    if (moved && behaviours.currentHttpsLabel(moved.channelName, former) === label) {
      return { channel: moved, stale: undefined };
    }
  }
  const channel = channels.byLabel(label);
  if (channel === undefined) throw channelNotFound();
  const hasMoved = behaviours.currentHttpsLabel(channel.channelName, label) !== label;
  return { channel, stale: hasMoved ? behaviours.staleEndpoint(channel.channelName) : undefined };
}
