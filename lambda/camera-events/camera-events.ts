import type { CameraEvent, CameraEventOf } from "../../protocol/camera-events/envelope.ts";
import { parseEvent } from "../../protocol/camera-events/parse-event.ts";
import { startDeadline } from "../deadline.ts";
import { asFailure, Failure } from "../failure.ts";
import { loggedCauseOf } from "../observability/cause.ts";
import { cameraAdded } from "./added.ts";
import { cameraAnnounced } from "./announce.ts";
import { connectionChanged } from "./connection.ts";
import type { CameraEventsDependencies } from "./dependencies.ts";
import { doorbellPressed } from "./doorbell.ts";
import { type Happening, type HappeningHandler, timeOf } from "./happening.ts";
import { motionIs } from "./motion.ts";
import { pictureCameOrWent } from "./picture.ts";
import { cameraRemoved } from "./removed.ts";

/** The longest that an event is worked on, in milliseconds: a gateway that is asked again takes most of it. */
const LONGEST_MS = 25_000;
/** What of Lambda's time is left over for giving claims back and saying what failed, in milliseconds. */
const RESERVE_MS = 1_000;

/**
 * Takes an event of EventBridge's. `lambdaRemaining` is what Lambda still gives, in milliseconds.
 * @throws {Failure} whatever has to be tried again, or else ends in the dead-letter queue.
 */
export type CameraEvents = (event: unknown, lambdaRemaining: number) => Promise<void>;

/** Who does what, by `detail-type`; that a camera is removed is for one that is not in the registry. */
const handlers: {
  readonly [Type in Exclude<CameraEvent["detail-type"], "Camera Removed">]: HappeningHandler<CameraEventOf<Type>>;
} = {
  "Doorbell Pressed": doorbellPressed,
  "Motion Started": motionIs("DETECTED"),
  "Motion Ended": motionIs("NOT_DETECTED"),
  "Camera Online": connectionChanged,
  "Camera Offline": connectionChanged,
  "Camera Added": cameraAdded,
  "Camera Changed": cameraAnnounced,
};

/** Makes what camera-events.ts does with an event. */
export function createCameraEvents(dependencies: CameraEventsDependencies): CameraEvents {
  return async (event, lambdaRemaining) => {
    const deadline = startDeadline(Math.min(LONGEST_MS, lambdaRemaining - RESERVE_MS));
    try {
      await deadline.enforce(work(event, dependencies, deadline.signal));
    } catch (thrown) {
      throw reported(asFailure(thrown), event, dependencies);
    } finally {
      deadline.clear();
    }
  };
}

async function work(event: unknown, dependencies: CameraEventsDependencies, signal: AbortSignal): Promise<void> {
  const parsed = parseEvent(event);
  if (parsed.outcome === "foreign") throw new Failure("event-foreign");
  if (parsed.outcome === "malformed") throw new Failure("event-malformed", { detail: parsed.field });
  if (parsed.outcome === "object") return pictureCameOrWent(parsed.event, dependencies, signal);
  const at = timeOf(parsed.event, dependencies.now());
  await happened({ ...parsed, at }, dependencies, signal);
}

async function happened(
  happening: Happening,
  dependencies: CameraEventsDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { cameraId, event } = happening;
  const type = event["detail-type"];
  if (type === "Camera Removed") return cameraRemoved({ ...happening, event }, dependencies, signal);
  const record = await dependencies.owners.recordOf(cameraId);
  if (record === undefined) {
    return dependencies.log.warn("an event of a camera that is not in the registry is dropped", {
      endpointId: cameraId,
      event: type,
    });
  }
  // The type chose the event's schema and chooses its handler; the compiler cannot see that the two go together.
  const handler = handlers[type] as HappeningHandler;
  await handler({ ...happening, record }, dependencies, signal);
}

/** Says what failed. What is thrown has no cause: Lambda writes it down, and a stranger's message may hold anything. */
function reported(failure: Failure, event: unknown, { log, metrics }: CameraEventsDependencies): Failure {
  const { code, sentence } = failure;
  const cause = loggedCauseOf(failure.cause);
  const parsed = parseEvent(event);
  log.error("camera event failed", {
    ...(parsed.outcome === "camera" && { endpointId: parsed.cameraId, event: parsed.event["detail-type"] }),
    code,
    sentence,
    ...(cause !== undefined && { cause }),
  });
  metrics.failed(code);
  delete failure.cause;
  return failure;
}
