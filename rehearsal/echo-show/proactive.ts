import type { AddOrUpdateReport } from "../../protocol/alexa/add-or-update-report.ts";
import type { ChangeReport } from "../../protocol/alexa/change-report.ts";
import type { DeleteReport } from "../../protocol/alexa/delete-report.ts";
import type { ProactiveEvent } from "../../protocol/alexa/proactive-events.ts";

/** Whether it tells of a camera's state. */
export function isChangeReport(event: ProactiveEvent): event is ChangeReport {
  return event.event.header.name === "ChangeReport";
}

/** Whether it tells of cameras that are new or different. */
export function isAddOrUpdateReport(event: ProactiveEvent): event is AddOrUpdateReport {
  return event.event.header.name === "AddOrUpdateReport";
}

/** Whether it tells of cameras that are gone. */
export function isDeleteReport(event: ProactiveEvent): event is DeleteReport {
  return event.event.header.name === "DeleteReport";
}

/** The cameras that an event is about. */
export function cameraIdsOf({ event }: ProactiveEvent): string[] {
  return "endpoint" in event
    ? [event.endpoint.endpointId]
    : event.payload.endpoints.map(({ endpointId }) => endpointId);
}

/** What an event says of its cameras, in a few words: "motion DETECTED". */
export function summaryOf(event: ProactiveEvent): string {
  if (isChangeReport(event)) {
    return event.event.payload.change.properties
      .map((property) =>
        property.namespace === "Alexa.MotionSensor"
          ? `motion ${property.value}`
          : `connectivity ${property.value.value}`,
      )
      .join(", ");
  }
  if (isAddOrUpdateReport(event)) return "added or changed";
  return isDeleteReport(event) ? "not theirs any more" : "somebody rang";
}
