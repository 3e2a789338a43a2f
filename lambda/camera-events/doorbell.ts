import { doorbellPress } from "../../protocol/alexa/build-proactive-events.ts";
import type { CameraEventOf } from "../../protocol/camera-events/envelope.ts";
import { Failure } from "../failure.ts";
import type { HappeningHandler } from "./happening.ts";
import { tell } from "./tell.ts";

/** How long a press is worth an announcement, in milliseconds: nobody stands at the door for longer. */
const FRESH_MS = 30_000;

/**
 * A press of the bell is announced to everybody who has the camera. One that comes too late is announced to nobody, and
 * it is a failure where somebody missed it.
 */
export const doorbellPressed: HappeningHandler<CameraEventOf<"Doorbell Pressed">> = async (
  happening,
  dependencies,
  signal,
) => {
  const { cameraId, record, event, at } = happening;
  const { log, now, messageId } = dependencies;
  if (record.kind !== "doorbell") {
    return log.warn("a press of what is no doorbell in the registry is dropped", { endpointId: cameraId });
  }
  const isStale = now() - at > FRESH_MS;
  await tell(
    {
      // A camera that does not know whether its press was taken puts it again, and that is another event.
      key: event.detail.at === undefined ? event.id : `${cameraId}|${event.detail.at}`,
      cameraId,
      userIds: record.owners,
      eventsFor() {
        if (isStale) throw new Failure("event-undelivered", { detail: "the press is too old to be announced" });
        return [doorbellPress({ messageId: messageId(), endpointId: cameraId, at })];
      },
    },
    dependencies,
    signal,
  );
};
