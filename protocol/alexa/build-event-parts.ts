import type { Connectivity, ConnectivityProperty } from "./endpoint-health.ts";
import { PAYLOAD_VERSION } from "./limits.ts";
import type { DetectionState, DetectionStateProperty } from "./motion-sensor.ts";

/** What every event is built from. `messageId` is fresh for each event. */
export interface EventParts {
  readonly messageId: string;
  /** The directive's own, byte for byte; left out where the directive had none, or an empty one, which no event may have. */
  readonly correlationToken?: string | undefined;
}

/** What an event about an endpoint is built from. */
export interface EndpointEventParts extends EventParts {
  readonly endpointId: string;
}

/** Builds an event's header. */
export function eventHeader<
  Namespace extends string,
  Name extends string,
  Version extends string = typeof PAYLOAD_VERSION,
>(namespace: Namespace, name: Name, parts: EventParts, payloadVersion: Version = PAYLOAD_VERSION as Version) {
  return {
    namespace,
    name,
    payloadVersion,
    messageId: parts.messageId,
    ...(parts.correlationToken && { correlationToken: parts.correlationToken }),
  } as const;
}

/** How far a sample's time may be off, in milliseconds: state is read and reported within the same second. */
const UNCERTAINTY_MS = 1000;

/** Builds the property `connectivity`; `at` is in epoch milliseconds. */
export function connectivityProperty(connectivity: Connectivity, at: number): ConnectivityProperty {
  return {
    namespace: "Alexa.EndpointHealth",
    name: "connectivity",
    value: { value: connectivity },
    timeOfSample: new Date(at).toISOString(),
    uncertaintyInMilliseconds: UNCERTAINTY_MS,
  };
}

/** Builds the property `detectionState`; `at` is in epoch milliseconds. */
export function detectionStateProperty(motion: DetectionState, at: number): DetectionStateProperty {
  return {
    namespace: "Alexa.MotionSensor",
    name: "detectionState",
    value: motion,
    timeOfSample: new Date(at).toISOString(),
    uncertaintyInMilliseconds: UNCERTAINTY_MS,
  };
}
