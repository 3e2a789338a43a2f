import { connectivityChanged } from "../../protocol/alexa/build-proactive-events.ts";
import type { CameraEventOf } from "../../protocol/camera-events/envelope.ts";
import { keepHeartbeat } from "../state/heartbeats.ts";
import { motionBy } from "../state/motion.ts";
import { connectivityBy } from "../state/presence.ts";
import type { HappeningHandler, RegisteredHappening } from "./happening.ts";
import { tell } from "./tell.ts";

type ConnectionEvent = CameraEventOf<"Camera Online" | "Camera Offline">;

/** That a camera comes or goes is kept and, where that is news, told with what its motion sensor says. */
export const connectionChanged: HappeningHandler<ConnectionEvent> = async (happening, dependencies, signal) => {
  const { cameraId, record, event, at } = happening;
  const { log, now, messageId } = dependencies;
  const said = wordOf(happening);
  const heard = await keepHeartbeat(dependencies.presence, cameraId, { eventId: event.id, at, ...said }, now());
  if (heard !== "changed") {
    return log.info("connectivity is not told", { endpointId: cameraId, event: event["detail-type"], because: heard });
  }
  // A heartbeat may come so late that the next one is overdue by now.
  const connectivity = connectivityBy(await dependencies.presence.read(cameraId), now());
  const motion = record.motion ? motionBy(await dependencies.motion.read(cameraId), now()) : undefined;
  await tell(
    {
      key: event.id,
      cameraId,
      userIds: record.owners,
      eventsFor: () => [
        connectivityChanged({ messageId: messageId(), endpointId: cameraId, connectivity, motion, at }),
      ],
    },
    dependencies,
    signal,
  );
};

function wordOf({ event }: Pick<RegisteredHappening<ConnectionEvent>, "event">) {
  return event["detail-type"] === "Camera Online"
    ? ({ connectivity: "OK", nextWithinSeconds: event.detail.nextWithinSeconds } as const)
    : ({ connectivity: "UNREACHABLE" } as const);
}
