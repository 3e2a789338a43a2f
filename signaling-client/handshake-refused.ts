/**
 * The service refused the WebSocket: 400 (invalid argument, or too many connections), 403 (signature, clock or IAM) or
 * 404 (no such channel). Source: developer guide, ConnectAsMaster and ConnectAsViewer, errors.
 */
export class HandshakeRefused extends Error {
  override readonly name = "HandshakeRefused";
  readonly status: number;
  /** AWS's name for the error, when the reply carried one. */
  readonly errorType: string | undefined;

  constructor(status: number, errorType?: string) {
    super(`the signaling service refused the connection with ${status}${errorType ? ` ${errorType}` : ""}`);
    this.status = status;
    this.errorType = errorType;
  }
}

/** The service could not be reached, or did not finish the handshake in time. */
export class HandshakeFailed extends Error {
  override readonly name = "HandshakeFailed";
  /** The system's error code, such as ECONNREFUSED, or TIMEOUT, or BAD_HANDSHAKE for a reply that opens no WebSocket. */
  readonly code: string;

  constructor(code: string) {
    super(`the signaling service could not be reached (${code})`);
    this.code = code;
  }
}
