// The builders of Alexa.SmartVision.SnapshotProvider's messages, apart from their strict schemas as all builders are.
// What is not verified of these shapes is said in snapshot-provider.ts.
import { type EndpointEventParts, type EventParts, eventHeader } from "./build-event-parts.ts";
import { SNAPSHOT_VERSION } from "./limits.ts";
import type { Snapshot, SnapshotErrorResponse, SnapshotProvider } from "./snapshot-provider.ts";

const namespace = "Alexa.SmartVision.SnapshotProvider";

/** The interface as an endpoint announces it. */
export const snapshotProvider: SnapshotProvider = {
  type: "AlexaInterface",
  interface: namespace,
  version: SNAPSHOT_VERSION,
};

/** How far the time of a picture may be off: it is told in whole seconds. */
const UNCERTAINTY_MS = 1_000;

/** Builds the answer to GetSnapshot; times are epoch milliseconds. */
export function snapshot(
  parts: EndpointEventParts & {
    readonly uri: string;
    readonly expiresAt: number;
    readonly takenAt: number;
  },
): Snapshot {
  return {
    event: {
      header: eventHeader(namespace, "Snapshot", parts, SNAPSHOT_VERSION),
      endpoint: { endpointId: parts.endpointId },
      payload: {
        value: {
          uri: parts.uri,
          uriExpirationTime: new Date(parts.expiresAt).toISOString(),
          authenticationType: "ACCESS_TOKEN",
        },
        timeOfSample: new Date(parts.takenAt).toISOString(),
        uncertaintyInMilliseconds: UNCERTAINTY_MS,
      },
    },
  };
}

/** Builds the interface's own error. */
export function snapshotErrorResponse(
  parts: EventParts & {
    readonly endpointId?: string | undefined;
    readonly payload: SnapshotErrorResponse["event"]["payload"];
  },
): SnapshotErrorResponse {
  return {
    event: {
      header: eventHeader(namespace, "ErrorResponse", parts, SNAPSHOT_VERSION),
      ...(parts.endpointId !== undefined && { endpoint: { endpointId: parts.endpointId } }),
      payload: parts.payload,
    },
  };
}
