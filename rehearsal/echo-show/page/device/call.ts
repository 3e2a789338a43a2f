import type { Device } from "../../state.ts";
import type { Talk } from "../talk.ts";

/** A camera that was asked for at this device and is not yet dismissed. */
export interface Call {
  readonly device: Device;
  /** Absent until the server has given it one. */
  readonly sessionId?: string;
  readonly talk: Talk;
  readonly hasPicture: boolean;
  readonly failed: boolean;
  /** The press of the bell that brought it up, unless somebody wanted it since: then it ends by itself. */
  readonly ring?: string | undefined;
  /** Why it failed, where the server never heard of it. */
  readonly problem?: string;
  /** Whether the page lost its server while the camera was shown. */
  readonly serverLost: boolean;
}
