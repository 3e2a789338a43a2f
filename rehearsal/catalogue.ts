import type { CameraRecord } from "../protocol/camera-record.ts";

/**
 * What the rehearsal changes of the skill's registry: as `camera-skill cameras` does it on AWS. Who starts a rehearsal
 * brings it along, for its code is the skill's.
 */
export interface Catalogue {
  add(record: CameraRecord): Promise<unknown>;
  change(id: string, change: Partial<Pick<CameraRecord, "name" | "signaling">>): Promise<CameraRecord>;
  share(id: string, userId: string): Promise<boolean>;
  unshare(id: string, userId: string): Promise<boolean>;
  recordOf(id: string): Promise<CameraRecord | undefined>;
  /** Forgets what the skill has learned of a camera's firmware. */
  forgetFirmware(id: string): Promise<void>;
  close(): void;
}

/** Where the skill's table is, and who may write it. */
export interface TableAccess {
  readonly url: string;
  readonly tableName: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Opens the registry in a table. */
export type OpenCatalogue = (table: TableAccess) => Catalogue;
