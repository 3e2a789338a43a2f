import type { ConnectionRole } from "./events.ts";
import type { Address } from "./websocket/message-queue.ts";

interface RequestTraffic {
  readonly kind: "request";
  readonly id: number;
  readonly operation: string;
  /** Such as "POST /v1/send-alexa-offer-to-master": what stands in the real service's host name is left out. */
  readonly line: string;
  /** The body's JSON; undefined when it is none. Of a WebSocket's handshake, the parameters beside its signature. */
  readonly body: unknown;
}

interface ReplyTraffic {
  readonly kind: "reply";
  /** Its request's. */
  readonly id: number;
  readonly operation: string;
  readonly status: number;
  /** The error's name, which stands in a header. */
  readonly errorType?: string;
  readonly body: unknown;
}

interface FrameTraffic {
  readonly kind: "frame";
  readonly direction: "from-client" | "to-client";
  /** Which end of the channel the socket is. */
  readonly role: ConnectionRole;
  /** The viewer or Alexa client whose messages these are, when known: the master's frames name it. */
  readonly clientId?: string;
  /** The frame's JSON; a frame that is none is not told of. */
  readonly message: unknown;
}

/**
 * One message in full, as it crossed the wire: a signed request, a WebSocket's handshake among them, its reply, or a
 * WebSocket frame. A request that hangs or is cut off has no reply.
 * Holds SDPs: whoever shows or keeps it masks it first. Never a signature or a credential header.
 */
export type ServiceTraffic = {
  /** Epoch milliseconds, with fractions. */
  readonly at: number;
  readonly channelName?: string;
} & (RequestTraffic | ReplyTraffic | FrameTraffic);

/** Where each part of the service tells of its messages. */
export interface TrafficTap {
  /** Tells of a request about to be carried out; the function returned tells of its reply. */
  request(
    request: Pick<RequestTraffic, "operation" | "line" | "body">,
    channelName: string | undefined,
  ): (reply: Pick<ReplyTraffic, "status" | "errorType" | "body">) => void;
  frame(frame: {
    readonly channelName: string;
    readonly direction: FrameTraffic["direction"];
    /** Whose socket it is. */
    readonly address: Address;
    /** Whom the master's frame is for or from, where it says so. */
    readonly clientId: string | undefined;
    readonly message: unknown;
  }): void;
}

/** Taps the wire for one listener, or for none. */
export function createTrafficTap(tell: ((traffic: ServiceTraffic) => void) | undefined, now: () => number): TrafficTap {
  if (tell === undefined) return { request: () => () => {}, frame: () => {} };
  let lastId = 0;
  return {
    request({ operation, line, body }, channelName) {
      lastId += 1;
      const id = lastId;
      const of = channelName === undefined ? {} : { channelName };
      tell({ kind: "request", at: now(), ...of, id, operation, line, body });
      return (reply) => tell({ kind: "reply", at: now(), ...of, id, operation, ...reply });
    },
    frame({ channelName, direction, address, clientId, message }) {
      const master = { role: "master", ...(clientId ? { clientId } : {}) } as const;
      const end = address === "master" ? master : ({ role: "viewer", clientId: address.clientId } as const);
      tell({ kind: "frame", at: now(), channelName, direction, ...end, message });
    },
  };
}
