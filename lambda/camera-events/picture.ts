import type { ObjectEvent } from "../../protocol/camera-events/envelope.ts";
import type { CameraRecord } from "../../protocol/camera-record.ts";
import { CatalogueRefusal } from "../cameras/catalogue.ts";
import { Failure } from "../failure.ts";
import { completePictured } from "../snapshots/complete-pictured.ts";
import { announce } from "./announce.ts";
import type { CameraEventsDependencies, KeptPictures } from "./dependencies.ts";

/** How a camera's picture is named in the bucket. */
const pictureKey = /^([A-Za-z0-9_-]{1,256})\.jpg$/;

/**
 * A camera's first picture, and the loss of its picture, change what the camera can do: it is announced anew.
 * @throws {Failure} event-foreign for another bucket's object; whatever {@link announce} throws.
 */
export async function pictureCameOrWent(
  event: ObjectEvent,
  dependencies: CameraEventsDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { pictures, owners, deliveries, log } = dependencies;
  const { bucket, object } = event.detail;
  if (pictures?.bucket !== bucket.name) throw new Failure("event-foreign", { detail: "bucket" });
  const cameraId = pictureKey.exec(object.key)?.[1];
  if (cameraId === undefined) return log.warn("an object of the bucket is no camera's picture");
  if (pictures.kept === undefined) return;
  const isNew = await setPictured(pictures.kept, cameraId, event["detail-type"] === "Object Created");
  // When it comes again because somebody could not be told, it is new no more.
  if (!isNew && !(await deliveries.isBegun(event.id))) return;
  await deliveries.begin(event.id);
  const record = await owners.recordOf(cameraId);
  await announce({ key: event.id, cameraId, userIds: record?.owners ?? [] }, dependencies, signal);
}

/**
 * Looks whether a camera that was just registered has a picture: S3 tells of it once, and of a camera that is not in the
 * registry it tells nobody. Where the bucket does not say so in time the camera's next picture will.
 * @throws {Failure} registry-unreachable.
 */
export async function noticePicture(
  record: CameraRecord,
  { pictures, log }: Pick<CameraEventsDependencies, "pictures" | "log">,
  signal: AbortSignal,
): Promise<void> {
  const kept = pictures?.kept;
  if (kept === undefined) return;
  const [seen] = await completePictured([record], { bucket: kept.objects, log, signal });
  if (seen?.pictured) await setPictured(kept, record.id, true);
}

async function setPictured({ catalogue }: KeptPictures, cameraId: string, pictured: boolean): Promise<boolean> {
  try {
    return await catalogue.setPictured(cameraId, pictured);
  } catch (error) {
    if (!(error instanceof CatalogueRefusal)) throw error;
    throw new Failure("registry-unreachable", { detail: error.reason, cause: error });
  }
}
