import type { Parts } from "../parts.ts";

/** Makes what was wrong right again. */
export type Undo = () => void | Promise<void>;

/** Something that can be made to go wrong. */
export interface Failure {
  readonly title: string;
  /** What it does, in a sentence. */
  readonly sentence: string;
  /** Where it goes wrong: at a camera, or for all of them at AWS or with the account. */
  readonly group: "camera" | "aws" | "account";
  /** Makes it so, in the camera group for these cameras. */
  begin(parts: Parts, cameraIds: readonly string[]): Undo | Promise<Undo>;
}
