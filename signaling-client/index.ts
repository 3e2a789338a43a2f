import { clientIdSchema } from "../protocol/signaling/client-id.ts";
import { openSignalingSocket, type SignalingSocket, type SocketOptions } from "./socket.ts";

export { HandshakeFailed, HandshakeRefused } from "./handshake-refused.ts";
export { type CredentialSource, type Credentials, presignSignalingUrl } from "./presign.ts";
export type { SignalingSocket, SocketOptions } from "./socket.ts";

/**
 * Connects to a channel as its master: the side that answers offers.
 * The endpoint must be the channel's WSS endpoint for role MASTER. Source: developer guide, ConnectAsMaster.
 * @throws {HandshakeRefused} | {HandshakeFailed}
 */
export function openMasterSocket(options: SocketOptions): Promise<SignalingSocket> {
  return openSignalingSocket(options);
}

/**
 * Connects to a channel as a viewer: the side that sends offers.
 * The endpoint must be the channel's WSS endpoint for role VIEWER. Source: developer guide, ConnectAsViewer.
 * @throws {RangeError} when the client id is not one AWS takes; {HandshakeRefused} | {HandshakeFailed}
 */
export async function openViewerSocket(options: SocketOptions & { clientId: string }): Promise<SignalingSocket> {
  if (!clientIdSchema.safeParse(options.clientId).success) throw new RangeError("not a legal viewer client id");
  return openSignalingSocket(options);
}
