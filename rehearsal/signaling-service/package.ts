/**
 * What other projects get as `alexa-kvs-camera-skill/signaling-service`: Kinesis Video Streams' WebRTC signaling on this
 * machine, for tests and development without an AWS account. Begin with `start`.
 */

import { fileURLToPath } from "node:url";
import type { SignalingServiceOptions as AllOptions } from "./options.ts";
import { type SignalingService, startSignalingService } from "./service.ts";

export { readAccessKeysFile, UnreadableAccessKeysFile } from "./access/access-keys-file.ts";
export * from "./public.ts";

/** How to start the service; all of it may be left out. */
export type SignalingServiceOptions = Omit<AllOptions, "pageFolder">;

/** Where the build leaves the admin page, seen from where it leaves this file. */
const pageFolder = fileURLToPath(new URL("../pages/signaling-service", import.meta.url));

/**
 * Starts the service on a port of 127.0.0.1: control plane, channels' own endpoints, WebSockets, a TURN server and the
 * admin page. Point any AWS SDK's `endpoint` at `controlPlaneUrl`, with the `region` and `credentials` it gives; end it
 * with `stop()`.
 * @throws {DataDirectoryInUse} when another service runs on the data directory.
 * @throws {UnreadableDataFile} when a file of the data directory is torn or foreign; it is kept aside, unread.
 * @throws {Error} in words for people, when an option cannot be met: a port that is taken, a region or account that is
 * not the data directory's, `hostNames` without `tls`, a `turnHost` that is no host, a channel's name that is none.
 */
export function start(options: SignalingServiceOptions = {}): Promise<SignalingService> {
  return startSignalingService({ pageFolder, ...options });
}
