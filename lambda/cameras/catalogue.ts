import type { CameraRecord } from "../../protocol/camera-record.ts";
import type { CameraOwners } from "./registry.ts";

/** What a camera may become. Its id stays, and whose it is changes by sharing and unsharing alone. */
export type CameraChange = Partial<Omit<CameraRecord, "id" | "owners">>;

/** A registered camera as its keeper sees it. */
export interface CatalogueEntry {
  readonly record: CameraRecord;
  /** Whether there is a picture of it. */
  readonly pictured: boolean;
}

/** Why the catalogue does not do what it is asked. */
export type CatalogueRefusalReason =
  /** The id is another channel's. */
  | "id-taken"
  /** The id was another channel's, whose camera was removed: Alexa may still remember that one by it. */
  | "id-retired"
  | "no-such-camera"
  /** A camera has an owner as long as it is there. */
  | "last-owner"
  /** What it would become is no camera record. */
  | "not-a-camera"
  /** Others kept writing the same camera. */
  | "contended";

/** What to do about each. */
const sentences: Readonly<Record<CatalogueRefusalReason, string>> = {
  "id-taken": "That id belongs to a camera on another channel: choose another id, or change that camera's channel.",
  "id-retired":
    "That id belonged to a camera on another channel, and Alexa may still know it by that: choose another id, or say that it may be used again.",
  "no-such-camera": "There is no camera of that id: look at the list.",
  "last-owner": "That user is the camera's last owner: share it with another one first, or remove it.",
  "not-a-camera": "A field of the camera is missing or wrong.",
  contended: "Others are changing this camera at the same time: try again.",
};

/** The catalogue does not do what it is asked, and nothing is changed. */
export class CatalogueRefusal extends Error {
  override readonly name = "CatalogueRefusal";
  readonly reason: CatalogueRefusalReason;

  /** @param detail A field's path; never a value. */
  constructor(reason: CatalogueRefusalReason, detail?: string) {
    super(detail === undefined ? sentences[reason] : `${sentences[reason]} (${detail})`);
    this.reason = reason;
  }
}

/**
 * What writes the registry. Everything may be said again: a call that was cut in the middle is completed by its
 * repetition, and calls at the same time do not undo each other. Every method throws {Failure} registry-unreachable
 * where the table cannot be reached or is not allowed; `change`, `share` and `unshare` refuse an id that is not there.
 */
export interface CameraCatalogue extends CameraOwners {
  /**
   * Registers a camera. One that is there already, on the same channel, takes on what the record says; owners are
   * added to it and none is taken away.
   * @param options.reuseId lets a removed camera's id stand for a camera on another channel.
   * @throws {CatalogueRefusal} id-taken, id-retired, not-a-camera or contended.
   */
  add(record: CameraRecord, options?: { readonly reuseId?: boolean }): Promise<"added" | "changed" | "unchanged">;
  /**
   * Changes a camera for all who have it, and gives what it is now.
   * @throws {CatalogueRefusal} no-such-camera, not-a-camera or contended.
   */
  change(id: string, change: CameraChange): Promise<CameraRecord>;
  /**
   * Gives a camera to one more user. True where they did not have it.
   * @throws {CatalogueRefusal} no-such-camera, not-a-camera or contended.
   */
  share(id: string, userId: string): Promise<boolean>;
  /**
   * Takes a camera from one of its users. True where they had it.
   * @throws {CatalogueRefusal} no-such-camera, last-owner or contended.
   */
  unshare(id: string, userId: string): Promise<boolean>;
  /**
   * Removes a camera from all who have it. Gives what it was, and undefined where there is none.
   * @throws {CatalogueRefusal} contended.
   */
  remove(id: string): Promise<CameraRecord | undefined>;
  /**
   * Says whether there is a picture of a camera. True where that is new, and false too where there is no such camera.
   * @throws {CatalogueRefusal} contended.
   */
  setPictured(id: string, pictured: boolean): Promise<boolean>;
  /** The channel of the camera that had this id, where that was removed; undefined for every other id. */
  retiredFrom(id: string): Promise<string | undefined>;
  /** All cameras of all users, in no order; reads the whole table. */
  all(): AsyncIterable<CatalogueEntry>;
}
