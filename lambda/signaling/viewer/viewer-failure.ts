import type { StatusResponse } from "../../../protocol/signaling/messages.ts";
import { HandshakeFailed, HandshakeRefused } from "../../../signaling-client/index.ts";
import { Failure } from "../../failure.ts";
import { refusalFailure } from "../kvs-failure.ts";

/** The WebSocket ended before the answer was complete, and nothing of it could be used. */
export class ConnectionCut extends Error {
  override readonly name = "ConnectionCut";
}

/** What an attempt that failed is called here. */
export function viewerFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  if (cause instanceof ConnectionCut || cause instanceof HandshakeFailed) {
    return new Failure("kvs-unreachable", { cause });
  }
  if (!(cause instanceof HandshakeRefused)) return new Failure("unexpected", { cause });
  // At the handshake it is the number of viewers that is limited. Source: developer guide, ConnectAsViewer, errors.
  if (cause.errorType === "ClientLimitExceededException") return new Failure("camera-busy", { cause });
  if (cause.status === 404) return new Failure("channel-missing", { cause });
  return refusalFailure(cause.errorType, cause.status, cause);
}

/** Whether the next attempt may fare better: a cut connection, or an endpoint that is not the channel's any more. */
export function isWorthAnotherAttempt(cause: unknown): boolean {
  return cause instanceof ConnectionCut || endpointMayHaveMoved(cause);
}

/**
 * Whether an attempt's failure says that the channel's remembered endpoint is not, or no longer, the right one. An
 * endpoint that does not know the operation answers with HTTP 200.
 */
export function endpointMayHaveMoved(cause: unknown): boolean {
  if (cause instanceof HandshakeRefused) return cause.status === 404 || cause.status === 200;
  return cause instanceof HandshakeFailed;
}

/** What the service's word on an offer means; undefined when it took it. Source: developer guide, SendSdpOffer. */
export function statusFailure({ statusCode, errorType }: StatusResponse): Failure | undefined {
  if (statusCode === "200") return undefined;
  return refusalFailure(errorType, Number(statusCode ?? Number.NaN));
}
