import type { StoredChannel } from "../channels/channel.ts";
import { serviceError } from "../errors.ts";

/** Holds the version that a client knows to the channel's. @throws {WireError} VersionMismatchException */
export function requireVersion({ version }: StoredChannel, currentVersion: string): void {
  if (version === currentVersion) return;
  throw serviceError("VersionMismatchException", "CurrentVersion is not the channel's latest version.");
}
