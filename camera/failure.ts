import { HandshakeFailed, HandshakeRefused } from "../signaling-client/index.ts";

/** The camera could not be started or reconnected; the message says why and quotes nothing of AWS's replies. */
export class CameraFailure extends Error {
  override readonly name = "CameraFailure";
}

const sentences: Readonly<Record<string, string>> = {
  AccessDeniedException: "the credentials lack a permission on the signaling channel",
  NotAuthorizedException: "the credentials lack a permission on the signaling channel",
  InvalidSignatureException: "the secret key or this machine's clock is wrong",
  UnrecognizedClientException: "the access key is unknown",
  ExpiredTokenException: "the session token has expired",
  ResourceNotFoundException: "there is no such signaling channel",
  AccessDenied: "the credentials may not put a picture into the bucket",
  NoSuchBucket: "there is no such bucket",
  SlowDown: "too many calls for this bucket",
  SignatureDoesNotMatch: "the secret key or this machine's clock is wrong",
  InvalidAccessKeyId: "the access key is unknown",
  ClientLimitExceededException: "too many calls or connections for this channel",
  ECONNREFUSED: "nothing listens at the service's address",
  ENOTFOUND: "the service's address cannot be resolved",
  TIMEOUT: "the service did not reply in time",
  TimeoutError: "the service did not reply in time",
};

/** Says in words why a call to AWS or a connection failed, from the error's name or code alone. */
export function reasonOf(error: unknown): string {
  if (error instanceof CameraFailure || error instanceof HandshakeRefused || error instanceof HandshakeFailed) {
    return error.message;
  }
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  const known = [code, name].find((key) => typeof key === "string" && Object.hasOwn(sentences, key));
  if (known !== undefined) return `${sentences[String(known)]} (${String(known)})`;
  return `unexpected failure (${[code, name].find((key) => typeof key === "string" && /^\w+$/.test(key)) ?? "unknown"})`;
}
