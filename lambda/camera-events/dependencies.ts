import type { Announced } from "../../protocol/alexa/build-discovery-endpoint.ts";
import type { CameraCatalogue } from "../cameras/catalogue.ts";
import type { CameraOwners, RegisteredCamera } from "../cameras/registry.ts";
import type { EventGateway } from "../event-gateway/gateway.ts";
import type { Log } from "../observability/log.ts";
import type { ViewMetrics } from "../observability/metrics.ts";
import type { PictureBucket } from "../snapshots/picture-bucket.ts";
import type { SendingRights } from "../state/grants.ts";
import type { MotionRecord } from "../state/motion.ts";
import type { PresenceRecord } from "../state/presence.ts";
import type { Store } from "../state/store.ts";
import type { Deliveries } from "./deliveries.ts";

/** What the handlers of events stand on. */
export interface CameraEventsDependencies {
  readonly owners: CameraOwners;
  /**
   * A camera as discovery would give it to this user now, always read anew; undefined where the user does not have it.
   * @throws {Failure} registry-unreachable.
   */
  readonly cameraOf: (userId: string, cameraId: string, signal: AbortSignal) => Promise<RegisteredCamera | undefined>;
  readonly presence: Pick<Store<PresenceRecord>, "read" | "hold" | "replace">;
  readonly motion: Pick<Store<MotionRecord>, "read" | "hold" | "replace">;
  /** Whatever is kept of a camera by its id, and goes with it. */
  readonly keptOfCamera: readonly Pick<Store<unknown>, "remove">[];
  /** The bucket with the pictures; left out by a skill that has none. */
  readonly pictures?: PicturesToHearOf;
  readonly rights: SendingRights;
  readonly gateway: EventGateway;
  readonly deliveries: Deliveries;
  /** What discovery announces. */
  readonly announced: Announced;
  readonly log: Log;
  readonly metrics: Pick<ViewMetrics, "failed">;
  /** A fresh message id for each event. */
  readonly messageId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The pictures of which S3 tells. */
export interface PicturesToHearOf {
  readonly bucket: string;
  /** Left out where discovery asks the bucket each time. */
  readonly kept?: KeptPictures;
}

/** Where it is kept which camera has a picture, and where that can be seen. */
export interface KeptPictures {
  readonly catalogue: Pick<CameraCatalogue, "setPictured">;
  readonly objects: Pick<PictureBucket, "takenAt">;
}
