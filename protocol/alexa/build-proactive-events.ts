import type { AddOrUpdateReport } from "./add-or-update-report.ts";
import { connectivityProperty, detectionStateProperty, eventHeader } from "./build-event-parts.ts";
import type { CauseType } from "./cause.ts";
import type { ChangeReport } from "./change-report.ts";
import type { DeleteReport } from "./delete-report.ts";
import type { DiscoveryEndpoint } from "./discovery-endpoint.ts";
import type { DoorbellPress } from "./doorbell-press.ts";
import type { Connectivity } from "./endpoint-health.ts";
import { MAX_DELETED_ENDPOINTS, MAX_REPORTED_ENDPOINTS } from "./limits.ts";
import type { DetectionState } from "./motion-sensor.ts";
import type { ProactiveEvent } from "./proactive-events.ts";
import type { StateProperty } from "./state-property.ts";

/** An event that lacks only Amazon's token, which is asked for last and may be renewed: each call gives it anew. */
export type Addressed<Event extends ProactiveEvent = ProactiveEvent> = (token: string) => Event;

/** What an event that tells of one endpoint is built from; `at` is in epoch milliseconds. */
interface HappeningParts {
  /** Fresh for each event, and the same when it is sent again. */
  readonly messageId: string;
  readonly endpointId: string;
  /** When it happened. */
  readonly at: number;
}

/** Builds DoorbellPress. */
export function doorbellPress({ messageId, endpointId, at }: HappeningParts): Addressed<DoorbellPress> {
  return (token) => ({
    context: {},
    event: {
      header: eventHeader("Alexa.DoorbellEventSource", "DoorbellPress", { messageId }),
      endpoint: { scope: bearer(token), endpointId },
      payload: {
        cause: { type: "PHYSICAL_INTERACTION" },
        // Alexa takes whole seconds here and nowhere else.
        timestamp: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
      },
    },
  });
}

/** Builds the ChangeReport of motion that began or ended. The camera's health goes with it, as every sensor's does. */
export function motionChanged(
  parts: HappeningParts & { readonly motion: DetectionState; readonly connectivity: Connectivity },
): Addressed<ChangeReport> {
  const changed = detectionStateProperty(parts.motion, parts.at);
  return changeReport(parts, "PHYSICAL_INTERACTION", changed, [connectivityProperty(parts.connectivity, parts.at)]);
}

/**
 * Builds the ChangeReport of a camera that came or went.
 * @param parts `motion` is what the camera's sensor says all the while, where it has one.
 */
export function connectivityChanged(
  parts: HappeningParts & { readonly connectivity: Connectivity; readonly motion?: DetectionState | undefined },
): Addressed<ChangeReport> {
  const { connectivity, motion, at } = parts;
  const unchanged = motion === undefined ? [] : [detectionStateProperty(motion, at)];
  // Nobody does it, and no rule: the nearest of Amazon's words is that somebody looked.
  return changeReport(parts, "PERIODIC_POLL", connectivityProperty(connectivity, at), unchanged);
}

function changeReport(
  { messageId, endpointId }: HappeningParts,
  cause: CauseType,
  changed: StateProperty,
  unchanged: StateProperty[],
): Addressed<ChangeReport> {
  return (token) => ({
    context: { properties: unchanged },
    event: {
      header: eventHeader("Alexa", "ChangeReport", { messageId }),
      endpoint: { scope: bearer(token), endpointId },
      payload: { change: { cause: { type: cause }, properties: [changed] } },
    },
  });
}

/** Builds the AddOrUpdateReports of these endpoints, each of at most 300. */
export function addOrUpdateReports(parts: {
  /** Gives a fresh id for each event. */
  readonly newMessageId: () => string;
  readonly endpoints: readonly DiscoveryEndpoint[];
}): Addressed<AddOrUpdateReport>[] {
  return inPiecesOf(MAX_REPORTED_ENDPOINTS, parts.endpoints).map((endpoints) => {
    const header = eventHeader("Alexa.Discovery", "AddOrUpdateReport", { messageId: parts.newMessageId() });
    return (token) => ({ event: { header, payload: { endpoints, scope: bearer(token) } } });
  });
}

/** Builds the DeleteReports of these endpoints, each of at most 30. */
export function deleteReports(parts: {
  /** Gives a fresh id for each event. */
  readonly newMessageId: () => string;
  readonly endpointIds: readonly string[];
}): Addressed<DeleteReport>[] {
  return inPiecesOf(MAX_DELETED_ENDPOINTS, parts.endpointIds).map((endpointIds) => {
    const header = eventHeader("Alexa.Discovery", "DeleteReport", { messageId: parts.newMessageId() });
    const endpoints = endpointIds.map((endpointId) => ({ endpointId }));
    return (token) => ({ event: { header, payload: { endpoints, scope: bearer(token) } } });
  });
}

function bearer(token: string) {
  return { type: "BearerToken", token } as const;
}

function inPiecesOf<Item>(size: number, items: readonly Item[]): Item[][] {
  const pieces = Math.ceil(items.length / size);
  return Array.from({ length: pieces }, (_, index) => items.slice(index * size, (index + 1) * size));
}
