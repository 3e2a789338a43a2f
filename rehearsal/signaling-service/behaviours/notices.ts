import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/**
 * Tells every connected client to go away; a minute later the connection is cut. A pushed GO_AWAY froze three versions
 * of the C SDK, so the service sends none by itself. Source: developer guide, asynchronous message reception.
 */
export function goAway(): Behaviour {
  return { name: "go-away", notice: "GO_AWAY" };
}

/** Tells every connected client to fetch its ICE servers again. Source: developer guide, asynchronous message reception. */
export function reconnectIceServer(): Behaviour {
  return { name: "reconnect-ice-server", notice: "RECONNECT_ICE_SERVER" };
}

/** `go-away` by name. */
export const goAwayKind = behaviourKind({
  name: "go-away",
  summary: "Tells every connected client, once, to go away; a minute later the connection is cut.",
  parameters: {},
  make: goAway,
});

/** `reconnect-ice-server` by name. */
export const reconnectIceServerKind = behaviourKind({
  name: "reconnect-ice-server",
  summary: "Tells every connected client, once, to fetch its ICE servers again.",
  parameters: {},
  make: reconnectIceServer,
});
