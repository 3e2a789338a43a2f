import { motionChanged } from "../../protocol/alexa/build-proactive-events.ts";
import type { DetectionState } from "../../protocol/alexa/motion-sensor.ts";
import type { CameraEventOf } from "../../protocol/camera-events/envelope.ts";
import { keepMotion } from "../state/keep-motion.ts";
import { connectivityBy } from "../state/presence.ts";
import type { HappeningHandler } from "./happening.ts";
import { tell } from "./tell.ts";

/** Motion that begins or ends is kept and, where that is news, told with the camera's health beside it. */
export function motionIs(motion: DetectionState): HappeningHandler<CameraEventOf<"Motion Started" | "Motion Ended">> {
  return async ({ cameraId, record, event, at }, dependencies, signal) => {
    const { log, now, messageId } = dependencies;
    if (!record.motion) {
      return log.warn("motion at a camera without a motion sensor in the registry is dropped", {
        endpointId: cameraId,
      });
    }
    const heard = await keepMotion(dependencies.motion, cameraId, { eventId: event.id, motion, at }, now());
    if (heard !== "changed") {
      return log.info("motion is not told", { endpointId: cameraId, event: event["detail-type"], because: heard });
    }
    const connectivity = connectivityBy(await dependencies.presence.read(cameraId), now());
    await tell(
      {
        key: event.id,
        cameraId,
        userIds: record.owners,
        eventsFor: () => [motionChanged({ messageId: messageId(), endpointId: cameraId, motion, connectivity, at })],
      },
      dependencies,
      signal,
    );
  };
}
