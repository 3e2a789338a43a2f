import { discoveryEndpointOf } from "../../protocol/alexa/build-discovery-endpoint.ts";
import { addOrUpdateReports } from "../../protocol/alexa/build-proactive-events.ts";
import type { CameraEventOf } from "../../protocol/camera-events/envelope.ts";
import type { CameraEventsDependencies } from "./dependencies.ts";
import type { HappeningHandler } from "./happening.ts";
import { tell } from "./tell.ts";

/** A camera that is new or different is told whole, to everybody who has it, as each of them would discover it. */
export const cameraAnnounced: HappeningHandler<CameraEventOf<"Camera Added" | "Camera Changed">> = (
  { cameraId, record, event },
  dependencies,
  signal,
) => announce({ key: event.id, cameraId, userIds: record.owners }, dependencies, signal);

/** Tells these users of a camera as it is now; one who does not have it is told nothing. */
export async function announce(
  telling: { readonly key: string; readonly cameraId: string; readonly userIds: readonly string[] },
  dependencies: CameraEventsDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { cameraOf, announced, messageId } = dependencies;
  await tell(
    {
      ...telling,
      async eventsFor(userId) {
        const camera = await cameraOf(userId, telling.cameraId, signal);
        const endpoints = camera === undefined ? [] : [discoveryEndpointOf(camera, announced)];
        return addOrUpdateReports({ newMessageId: messageId, endpoints });
      },
    },
    dependencies,
    signal,
  );
}
