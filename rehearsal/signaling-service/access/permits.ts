import type { AccessKey } from "./access-keys.ts";

/** Whether a key's owner may do something to a channel; a limit to channels leaves out what names none. */
export function permits(key: AccessKey, operation: string, channelName: string | undefined): boolean {
  return permitsAction(key, operation) && permitsChannel(key, channelName);
}

/** Whether a key's actions have an operation. Case does not count; the service may be left out: all are kinesisvideo's. */
export function permitsAction({ actions = ["*"] }: Pick<AccessKey, "actions">, operation: string): boolean {
  return actions.some(
    (pattern) => patternOf(pattern, "i").test(operation) || patternOf(pattern, "i").test(`kinesisvideo:${operation}`),
  );
}

function permitsChannel({ channels = ["*"] }: AccessKey, channelName = ""): boolean {
  return channels.some((pattern) => patternOf(pattern).test(channelName));
}

/**
 * A `*` stands for any characters and a `?` for one, as in an IAM policy.
 * Source: IAM, policy elements, Action and Resource.
 */
function patternOf(pattern: string, flags = ""): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll(/\*+/g, ".*").replaceAll("?", ".")}$`, flags);
}
