/**
 * The errors of the service and the HTTP status of each.
 * Source: the service models of kinesisvideo and kinesis-video-signaling; AWS common errors for the front end's.
 */
const statusOf = {
  InvalidArgumentException: 400,
  ClientLimitExceededException: 400,
  AccountChannelLimitExceededException: 400,
  NoDataRetentionException: 400,
  ResourceInUseException: 400,
  TagsPerResourceExceededLimitException: 400,
  VersionMismatchException: 400,
  InvalidClientException: 400,
  SessionExpiredException: 400,
  SerializationException: 400,
  ResourceNotFoundException: 404,
  AccessDeniedException: 401,
  NotAuthorizedException: 401,
  RequestTooLargeException: 413,
  InternalFailure: 500,
  ServiceUnavailable: 503,
} as const;

/** The name of an error that the service itself answers with. */
export type ServiceErrorName = keyof typeof statusOf;

/** The names of all those errors. */
export const serviceErrorNames = Object.keys(statusOf) as ServiceErrorName[];

/** The front end's refusals: the request never reached the service. Which name goes with which fault is not verified. */
export const frontEndErrorNames = [
  "AccessDeniedException",
  "ExpiredTokenException",
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "UnknownOperationException",
  "UnrecognizedClientException",
] as const;

/** The name of an error that the front end answers with. */
export type FrontEndErrorName = (typeof frontEndErrorNames)[number];

/** These two carry `message` where all other errors of the service carry `Message`. Source: the signaling model. */
const lowerCaseMessage: ReadonlySet<string> = new Set(["InvalidClientException", "SessionExpiredException"]);

/** An error as it goes over the wire. Its message is shown to the client and quotes nothing the client sent. */
export class WireError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly messageKey: "Message" | "message";
  /** More, for the service's owner alone: its event has it, the reply has not. */
  readonly hint: string | undefined;

  constructor(name: string, status: number, message: string, messageKey: "Message" | "message", hint?: string) {
    super(message);
    this.name = name;
    this.status = status;
    this.messageKey = messageKey;
    this.hint = hint;
  }
}

/** An error that the service itself answers with: `{"Message": …}`. */
export function serviceError(
  name: ServiceErrorName,
  message: string,
  status: number = statusOf[name],
  hint?: string,
): WireError {
  return new WireError(name, status, message, lowerCaseMessage.has(name) ? "message" : "Message", hint);
}

/** An error that the front end answers with, mostly about the signature: `{"message": …}`, 403 unless nothing is there. */
export function frontEndError(
  name: FrontEndErrorName,
  message: string,
  status = name === "UnknownOperationException" ? 404 : 403,
  hint?: string,
): WireError {
  return new WireError(name, status, message, "message", hint);
}

/** The error of a name, the service's own or else the front end's, with its own status unless another is given. */
export function errorNamed(name: ServiceErrorName | FrontEndErrorName, message: string, status?: number): WireError {
  // What is denied with 403 never came to the service.
  if (status === 403) return new WireError(name, status, message, "message");
  return isServiceErrorName(name) ? serviceError(name, message, status) : frontEndError(name, message, status);
}

function isServiceErrorName(name: string): name is ServiceErrorName {
  return Object.hasOwn(statusOf, name);
}

/** What a client hears of any error: its own words, or for a fault of the service that there was one; the event has the rest. */
export function toWireError(error: unknown): WireError {
  return error instanceof WireError
    ? error
    : serviceError("InternalFailure", "The service failed; its owner was told why.");
}

/** The real service's words for a video stream that is not there. Source: producer-c #139. */
export function streamNotFound(): WireError {
  return serviceError("ResourceNotFoundException", "The requested stream is not found or not active.");
}

/** The real service's words for a channel that is not there. */
export function channelNotFound(hint?: string): WireError {
  const message = "The requested channel is not found or not active.";
  return serviceError("ResourceNotFoundException", message, undefined, hint);
}
