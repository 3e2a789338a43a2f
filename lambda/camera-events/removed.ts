import { deleteReports } from "../../protocol/alexa/build-proactive-events.ts";
import type { CameraEventOf } from "../../protocol/camera-events/envelope.ts";
import type { CameraEventsDependencies } from "./dependencies.ts";
import type { Happening } from "./happening.ts";
import { tell } from "./tell.ts";

/**
 * A camera that someone removed, or does not share any more, is taken from those who lost it. Alexa forgets all that
 * its user ever set up with it, so the registry has the last word: whoever has the camera keeps it. With the camera
 * goes all that is kept of it.
 */
export async function cameraRemoved(
  { cameraId, event }: Happening<CameraEventOf<"Camera Removed">>,
  dependencies: CameraEventsDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { owners, cameraOf, keptOfCamera, log, messageId } = dependencies;
  const has = await Promise.all(event.detail.userIds.map((userId) => cameraOf(userId, cameraId, signal)));
  const lost = event.detail.userIds.filter((_, index) => has[index] === undefined);
  const stillHave = event.detail.userIds.length - lost.length;
  if (stillHave > 0) log.warn("users who have a camera keep it", { endpointId: cameraId, users: stillHave });
  if ((await owners.recordOf(cameraId)) === undefined) {
    await Promise.all(keptOfCamera.map((store) => store.remove(cameraId)));
  }
  await tell(
    {
      key: event.id,
      cameraId,
      userIds: lost,
      eventsFor: () => deleteReports({ newMessageId: messageId, endpointIds: [cameraId] }),
    },
    dependencies,
    signal,
  );
}
