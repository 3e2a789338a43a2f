import type { CameraRecord } from "../../../protocol/camera-record.ts";

/** A camera whose record is one. */
export interface LegalItem {
  readonly record: CameraRecord;
  /** What a user's own copy of it has against it, by which discovery finds it. */
  readonly discords: readonly Discord[];
}

/** What keeps users from having a camera as its record says. */
export interface Discord {
  /**
   * `unsettled`: a change was cut, or is still at it. Of a user's copy: `missing`, `different` or `illegal` where an
   * owner has none that is right, `left-over` where somebody has one who is no owner.
   */
  readonly kind: "unsettled" | "missing" | "different" | "illegal" | "left-over";
  /** Whose copy. */
  readonly userId?: string;
}

/** What stands in the place of a camera and is none. */
export interface IllegalItem {
  /** The id that it stands under; in the file, what it says itself. */
  readonly id: string;
  /** Where it stands, for people. */
  readonly where: string;
  /** The record's fields as they are. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What is wrong, by field; it quotes no value. The first is told. Both are empty where it is no record at all. */
  readonly wrong: readonly { readonly field: string; readonly says: string }[];
}

/** What the registry holds. */
export interface Items {
  readonly kept: "table" | "file";
  /** By id. */
  readonly legal: readonly LegalItem[];
  readonly illegal: readonly IllegalItem[];
  /** Copies of cameras that are not there any more. */
  readonly orphans: readonly { readonly id: string; readonly userId: string }[];
  /** Ids that are or were a camera's: no other one may have them. */
  readonly takenIds: ReadonlySet<string>;
}
