import { EventEmitter } from "node:events";
import type { CameraEvent } from "../camera/index.ts";
import type { AcceptedEvent, RefusedEvent } from "./alexa-cloud/event-gateway/index.ts";
import type { LoginExchange } from "./alexa-cloud/index.ts";
import type { FirmwareManner } from "./manners/manner-kind.ts";
import type { ServiceEvent, ServiceTraffic } from "./signaling-service/index.ts";
import type { Ledger } from "./view/ledger.ts";

/** A directive that Alexa sent to the skill, or the event that the skill answered it with. Times are epoch milliseconds. */
export interface Dialogue {
  readonly at: number;
  readonly kind: "directive" | "event";
  /** The directive itself, also beside the event that answers it. */
  readonly directive: unknown;
  readonly body: unknown;
}

/** What happens in a rehearsal, part by part. Dialogue, logins and traffic hold tokens and SDPs. */
export interface HappeningMap {
  camera: [event: CameraEvent];
  /** A camera was given the manner of another firmware, or its own again. */
  manner: [change: { readonly cameraId: string; readonly manner: FirmwareManner }];
  service: [event: ServiceEvent];
  traffic: [traffic: ServiceTraffic];
  login: [exchange: LoginExchange];
  dialogue: [dialogue: Dialogue];
  ledger: [ledger: Ledger];
  /** A gateway of Alexa's took an event; it holds a token. */
  gateway: [accepted: AcceptedEvent];
  /** A gateway of Alexa's did not take an event; it holds a token. */
  refusal: [refused: RefusedEvent];
}

/** Where everyone who watches a rehearsal hears of what happens. */
export type Happenings = EventEmitter<HappeningMap>;

/** Makes the place where a rehearsal's parts tell what happens. */
export function createHappenings(): Happenings {
  return new EventEmitter<HappeningMap>().setMaxListeners(0);
}

/** Listens until the returned function is called. */
export function listen<Name extends keyof HappeningMap>(
  happenings: Happenings,
  name: Name,
  listener: (...happening: HappeningMap[Name]) => void,
): () => void {
  // The emitter's own types do not follow a generic name.
  const untyped = happenings as EventEmitter;
  untyped.on(name, listener as (...happening: unknown[]) => void);
  return () => untyped.off(name, listener as (...happening: unknown[]) => void);
}
