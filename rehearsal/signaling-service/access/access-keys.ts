import { frontEndError } from "../errors.ts";
import { equalInConstantTime } from "../sigv4/signature.ts";

/** An AWS access key pair. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An access key that the service knows, and what may be done with it: everything, unless it is limited. */
export interface AccessKey extends Credentials {
  /** Of temporary credentials: requests must carry it. */
  readonly sessionToken?: string;
  /** Operations such as "SendAlexaOfferToMaster", "ConnectAsViewer" or "Describe*"; all when absent. */
  readonly actions?: readonly string[];
  /** Channel names such as "front-door" or "garden-*"; all when absent. */
  readonly channels?: readonly string[];
}

/** The keys that the service knows. */
export interface AccessKeys {
  /** @throws {WireError} UnrecognizedClientException when there is no such key. */
  find(accessKeyId: string): AccessKey;
}

/** Takes the keys of one service. */
export function createAccessKeys(keys: readonly AccessKey[]): AccessKeys {
  return {
    find(accessKeyId) {
      const found = keys.find((key) => equalInConstantTime(key.accessKeyId, accessKeyId));
      if (found !== undefined) return found;
      throw frontEndError("UnrecognizedClientException", "The security token included in the request is invalid.");
    },
  };
}

/** Whether a key's owner may do something to a channel; a limit to channels leaves out what names none. */
export function permits(key: AccessKey, operation: string, channelName: string | undefined): boolean {
  return (
    (key.actions ?? ["*"]).some((pattern) => matches(pattern, operation)) &&
    (key.channels ?? ["*"]).some((pattern) => matches(pattern, channelName ?? ""))
  );
}

/** A `*` stands for any characters, as in an IAM policy. Source: IAM, policy elements, Action and Resource. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
