import { equalInConstantTime } from "../../constant-time.ts";
import { type FrontEndErrorName, frontEndError, type WireError } from "../errors.ts";
import { quotable } from "../quotable.ts";

/** An AWS access key pair. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An access key that the service knows, and what may be done with it: everything, unless it is limited. */
export interface AccessKey extends Credentials {
  /** Of temporary credentials: requests must carry it, signed or not. A request with another key must carry none. */
  readonly sessionToken?: string;
  /** Of temporary credentials: when they end, epoch milliseconds; never when absent. */
  readonly expiresAt?: number;
  /** The IAM user that refusals name, "rehearsal" when absent: 1 to 64 letters, digits and `_+=,.@-`. */
  readonly name?: string;
  /** Operations such as "SendAlexaOfferToMaster", "kinesisvideo:ConnectAsViewer" or "Describe*"; all when absent. */
  readonly actions?: readonly string[];
  /** Channel names such as "front-door" or "garden-*"; all when absent. */
  readonly channels?: readonly string[];
  /**
   * Says of each call whether it may be done, in place of `actions` and `channels`; no file of keys can have it.
   * @param operation such as "ConnectAsViewer".
   * @param channelName undefined of a call that names no channel.
   */
  readonly permits?: (operation: string, channelName: string | undefined) => boolean;
}

/** The keys that the service knows. */
export interface AccessKeys {
  /**
   * The key that a request claims to be signed with, whose signature is yet to be verified.
   * @param sessionToken the one that the request carries
   * @param now epoch milliseconds
   * @throws {WireError} UnrecognizedClientException for a key or token that is unknown, ExpiredTokenException.
   */
  find(accessKeyId: string, sessionToken: string | undefined, now: number): AccessKey;
}

/** Whether someone has put a secret where an id belongs. */
function isSecret(keys: readonly AccessKey[], word: string): boolean {
  return keys.some(({ secretAccessKey, sessionToken }) => word === secretAccessKey || word === sessionToken);
}

/** Takes the keys of one service, in lists that may grow; where two have one id, the first counts. */
export function createAccessKeys(...lists: readonly (readonly AccessKey[])[]): AccessKeys {
  return {
    find(accessKeyId, sessionToken, now) {
      const keys = lists.flat();
      const key = keys.find((known) => equalInConstantTime(known.accessKeyId, accessKeyId));
      if (key === undefined) {
        const shown = isSecret(keys, accessKeyId) ? undefined : quotable(accessKeyId);
        const hint = `${shown ?? "the access key id"} is none of this service's keys`;
        throw refused("UnrecognizedClientException", "invalid.", hint);
      }
      // Some signers write an empty token for none.
      if (!equalInConstantTime(key.sessionToken ?? "", sessionToken ?? "")) {
        throw refused("UnrecognizedClientException", "invalid.", describeToken(key, sessionToken));
      }
      if (key.expiresAt !== undefined && key.expiresAt <= now) {
        const hint = `${key.accessKeyId} ended at ${new Date(key.expiresAt).toISOString()}`;
        throw refused("ExpiredTokenException", "expired", hint);
      }
      return key;
    },
  };
}

/** One of these sentences ends in a full stop, the other does not: AWS's own words. */
function refused(name: FrontEndErrorName, why: "invalid." | "expired", hint: string): WireError {
  return frontEndError(name, `The security token included in the request is ${why}`, undefined, hint);
}

/** What is wrong with the session token that came with a known key. */
function describeToken({ accessKeyId, sessionToken }: AccessKey, sent: string | undefined): string {
  if (sessionToken === undefined) return `${accessKeyId} is known, and has no session token`;
  return `${accessKeyId} is known: its session token is ${sent ? "another one" : "missing"}`;
}
