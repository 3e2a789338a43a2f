import type { ErrorPayload, PlainErrorType } from "../protocol/alexa/error-types.ts";

interface FailureKind {
  readonly alexaType: PlainErrorType | "ACCEPT_GRANT_FAILED" | "DISABLED_BY_USER";
  /** What happened and what to do, in one sentence. docs/troubleshooting.md has the long form. */
  readonly sentence: string;
}

/** Everything that can go wrong, by its stable code. Each has a row in docs/troubleshooting.md. */
export const failures = {
  "camera-offline": {
    alexaType: "ENDPOINT_UNREACHABLE",
    // True of a camera that is gone, of one that is connected and slow, and of one whose heartbeat said goodbye.
    sentence:
      "No answer came, and an earlier offer had none either or the camera had said that it is offline: check its power and network, that it is connected to this very channel as master, and that it answers within five seconds.",
  },
  "answer-late": {
    alexaType: "ENDPOINT_UNREACHABLE",
    sentence:
      "The camera did not answer in time: see that it is connected, and answers within two seconds or, where its signaling is auto or viewer, at once by trickle.",
  },
  "answer-empty": {
    alexaType: "ENDPOINT_UNREACHABLE",
    sentence:
      "KVS came back without an answer: see that a master is connected to this very channel and answers offers.",
  },
  "answer-unreadable": {
    alexaType: "ENDPOINT_UNREACHABLE",
    sentence: 'The camera\'s answer is not base64 of {"type":"answer","sdp":"v=0…"}: correct how the camera wraps it.',
  },
  "answer-without-candidates": {
    alexaType: "ENDPOINT_UNREACHABLE",
    sentence:
      "The camera's answer has no ICE candidate that Alexa could use, and none followed: let it finish gathering before it answers or, where its signaling is auto or viewer, send its candidates right after.",
  },
  "answer-unusable": {
    alexaType: "ENDPOINT_UNREACHABLE",
    sentence: "The camera's answer cannot become a session: look up the rule that it breaks.",
  },
  "camera-busy": {
    alexaType: "ENDPOINT_BUSY",
    sentence: "The signaling channel is being changed or has all the viewers that it may have: try again in a moment.",
  },
  "kvs-throttled": {
    alexaType: "RATE_LIMIT_EXCEEDED",
    sentence: "KVS refused the call for its rate: slow down, or have the account's quota raised.",
  },
  "offer-not-sdp": {
    alexaType: "INVALID_VALUE",
    sentence: "The directive's offer is not an SDP that a camera could answer: look at what sent it.",
  },
  "offer-too-large": {
    alexaType: "INVALID_VALUE",
    sentence: "The offer is longer than the 10,000 characters that KVS takes: offer fewer codecs or candidates.",
  },
  "camera-not-found": {
    alexaType: "NO_SUCH_ENDPOINT",
    sentence: "This user has no camera of that id: add it to the registry or correct its owners, then discover again.",
  },
  "channel-missing": {
    alexaType: "NO_SUCH_ENDPOINT",
    sentence: "The camera's signaling channel does not exist: correct channelArn, or let the camera make its channel.",
  },
  "token-invalid": {
    alexaType: "INVALID_AUTHORIZATION_CREDENTIAL",
    sentence:
      "The user's access token is not valid for this skill: see that LWA_CLIENT_ID, or OIDC_ISSUER and OIDC_AUDIENCE, are those of the linked client, then relink.",
  },
  "token-expired": {
    alexaType: "EXPIRED_AUTHORIZATION_CREDENTIAL",
    sentence:
      "The user's access token has expired: Alexa gets a new one by itself; if it does not, relink the account.",
  },
  "directive-malformed": {
    alexaType: "INVALID_DIRECTIVE",
    sentence: "The directive lacks a field or has one of the wrong kind: look at what sent it.",
  },
  "directive-unknown": {
    alexaType: "INVALID_DIRECTIVE",
    sentence: "This skill has no handler for that directive: announce only interfaces that it implements.",
  },
  "kvs-denied": {
    alexaType: "INTERNAL_ERROR",
    sentence: "AWS denied the call: give the Lambda's role the permissions of infrastructure/permissions.ts.",
  },
  "kvs-unreachable": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "KVS could not be reached or gave no readable reply: check the region, the network and AWS's health page.",
  },
  "identity-unreachable": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "The account-linking provider could not be reached or gave no readable reply: check LWA_API_URL or OIDC_ISSUER.",
  },
  "registry-unreachable": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "The camera registry could not be read: correct cameras.json and deploy again, or check TABLE_NAME, its region and the role's permissions.",
  },
  "state-unreachable": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "The table with the skill's state could not be read or written: check TABLE_NAME, its region and the role's permissions.",
  },
  "secret-unreadable": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "A secret could not be read from Secrets Manager or lacks a field: check its ARN, its content and the role's permissions.",
  },
  "snapshot-missing": {
    alexaType: "DISABLED_BY_USER",
    sentence:
      "There is no picture of this camera: let whatever runs it put one into the bucket of SNAPSHOT_BUCKET, named by the camera's id.",
  },
  "snapshots-unreachable": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "The bucket with the cameras' pictures could not be read: check SNAPSHOT_BUCKET, its region and the role's permissions.",
  },
  "snapshot-unusable": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "The camera's picture is none that Alexa takes: put a JPEG or PNG there of 360 pixels or more on its shortest side and of 4.5 MB at most.",
  },
  "grant-not-exchanged": {
    alexaType: "ACCEPT_GRANT_FAILED",
    sentence:
      "Alexa's grant could not be exchanged or kept, so the skill may send no events for this user: correct the client of the events' secret, or switch Send Alexa Events off.",
  },
  "grant-gone": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "Login with Amazon does not take this user's grant any more: it is forgotten until the skill is enabled again.",
  },
  "event-foreign": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "An event of another skill or another source came in and was refused: look at what may invoke the function.",
  },
  "event-malformed": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "An event lacks a field or has one of the wrong kind: look at what sent it, and at docs/camera-events.md.",
  },
  "event-undelivered": {
    alexaType: "INTERNAL_ERROR",
    sentence:
      "Alexa's event gateway did not take an event: it goes to the dead-letter queue, from where it can be sent again.",
  },
  unexpected: {
    alexaType: "INTERNAL_ERROR",
    sentence: "Something failed that should not: look at this invocation's log line.",
  },
} as const satisfies Readonly<Record<string, FailureKind>>;

/** A failure's stable code. */
export type FailureCode = keyof typeof failures;

/** What may be said of a failure beside its code. */
export interface FailureOptions {
  /** The name of a rule, a setting or an error of AWS's, or a field's path: never a value, nor another's error message. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** A valid user who was refused: the log gives their id, which may be missing among a camera's owners. */
  readonly userId?: string;
}

/** A directive that came to nothing, told to Alexa and to the log in our own words. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  /** What happened and what to do. */
  readonly sentence: string;
  /** The name or path that the sentence ends with. */
  readonly detail: string | undefined;
  /** Whose request it was, where that is what its log line has to say. Alexa is not told. */
  readonly userId: string | undefined;

  constructor(code: FailureCode, options: FailureOptions = {}) {
    const { sentence } = failures[code];
    const said = options.detail === undefined ? sentence : `${sentence} (${options.detail})`;
    super(`${code}: ${said}`, { cause: options.cause });
    this.code = code;
    this.sentence = said;
    this.detail = options.detail;
    this.userId = options.userId;
  }

  /** The payload of the Alexa.ErrorResponse. Two types have responses of their own, so elsewhere they are ours. */
  toPayload(): ErrorPayload {
    const { alexaType } = failures[this.code];
    const ours = alexaType === "ACCEPT_GRANT_FAILED" || alexaType === "DISABLED_BY_USER";
    return { type: ours ? "INTERNAL_ERROR" : alexaType, message: this.message };
  }
}

/** Any thrown thing as a failure: our own stays what it is, anything else is unexpected. */
export function asFailure(thrown: unknown): Failure {
  return thrown instanceof Failure ? thrown : new Failure("unexpected", { cause: thrown });
}
