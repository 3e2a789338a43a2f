import type { AccessKey } from "./access-keys.ts";

/** Whether a key's owner may do something to a channel; a limit to channels leaves out what names none. */
export function permits(key: AccessKey, operation: string, channelName: string | undefined): boolean {
  if (key.permits !== undefined) return key.permits(operation, channelName);
  return permitsAction(key, operation) && permitsChannel(key, channelName);
}

/** Whether a key's actions have an operation. Case does not count; the service may be left out: all are kinesisvideo's. */
export function permitsAction({ actions = ["*"] }: Pick<AccessKey, "actions">, operation: string): boolean {
  return actions.some(
    (pattern) => matchesPattern(pattern, operation, "i") || matchesPattern(pattern, `kinesisvideo:${operation}`, "i"),
  );
}

function permitsChannel({ channels = ["*"] }: AccessKey, channelName = ""): boolean {
  return channels.some((pattern) => matchesPattern(pattern, channelName));
}

/**
 * Whether a pattern stands for a text: a `*` for any characters and a `?` for one, as in an IAM policy. With the flag
 * `i` case does not count.
 * Source: IAM, policy elements, Action and Resource.
 */
export function matchesPattern(pattern: string, text: string, flags: "" | "i" = ""): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll(/\*+/g, ".*").replaceAll("?", ".")}$`, flags).test(text);
}
