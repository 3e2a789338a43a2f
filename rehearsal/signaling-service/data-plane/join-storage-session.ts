import { WireError } from "../errors.ts";
import type { DataPlaneOperation } from "../operation.ts";

/**
 * What a peer calls on a channel whose media is stored: here there is no storage session to join.
 * Source: API reference, JoinStorageSession and JoinStorageSessionAsViewer, whose errors carry `message`.
 */
export const storageSessionOperations: readonly DataPlaneOperation[] = [
  { name: "JoinStorageSession", path: "/joinStorageSession", prepare: () => refuse },
  { name: "JoinStorageSessionAsViewer", path: "/joinStorageSessionAsViewer", prepare: () => refuse },
];

function refuse(): never {
  const message = "This stand-in has no storage sessions: disable the channel's media storage.";
  throw new WireError("InvalidArgumentException", 400, message, "message");
}
