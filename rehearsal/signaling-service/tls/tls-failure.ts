/** Why a TLS handshake came to nothing. */
export type TlsFailure =
  /** The client did not trust the certificate: it was not told of the local authority. */
  | "certificate-refused"
  /** Plain HTTP. */
  | "no-tls"
  | "other";

/** Reads the code of a failed handshake; undefined when the client only went away. */
export function tlsFailureOf(code: string | undefined): TlsFailure | undefined {
  if (code === undefined || !code.startsWith("ERR_SSL_")) return undefined;
  if (code === "ERR_SSL_HTTP_REQUEST") return "no-tls";
  // The alerts of clients that check certificates within the handshake; Node.js checks after it and just hangs up.
  return /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)$/.test(code) ? "certificate-refused" : "other";
}
