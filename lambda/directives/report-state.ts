import { stateReport } from "../../protocol/alexa/build-events.ts";
import type { DetectionState } from "../../protocol/alexa/motion-sensor.ts";
import type { Camera } from "../../protocol/camera-record.ts";
import { asFailure } from "../failure.ts";
import { motionBy } from "../state/motion.ts";
import { within } from "../within.ts";
import type { Dependencies, DirectiveHandler } from "./handler.ts";
import { askedCamera } from "./owner.ts";

/** The longest that a report waits for the camera's motion, in milliseconds. */
const MOTION_WITHIN_MS = 1_000;

/**
 * Answers ReportState. That a camera is offline is a state like any other, and no error. Where it cannot be read
 * whether the camera is there nothing can be said, and that is one; where only its motion cannot, the rest is said.
 */
export const reportState: DirectiveHandler<"Alexa.ReportState"> = async (directive, dependencies, invocation) => {
  const camera = await askedCamera(directive.endpoint, dependencies, invocation);
  const [connectivity, motion] = await Promise.all([
    dependencies.presence.connectivityOf(camera.id),
    motionOf(camera, dependencies),
  ]);
  return stateReport({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpointId: camera.id,
    connectivity,
    motion,
    at: dependencies.now(),
  });
};

/** What the camera's sensor says, where discovery announces one and it can be read. */
async function motionOf(camera: Camera, dependencies: Dependencies): Promise<DetectionState | undefined> {
  const { announced, motion, log, now } = dependencies;
  if (!camera.motion || !announced.events || motion === undefined) return undefined;
  try {
    return motionBy(await within(MOTION_WITHIN_MS, motion.read(camera.id)), now());
  } catch (thrown) {
    const { code, sentence } = asFailure(thrown);
    log.warn("a state report without motion", { endpointId: camera.id, code, sentence });
    return undefined;
  }
}
