import { type Channel, channelNameSchema, DEFAULT_MESSAGE_TTL_SECONDS } from "./channel.ts";
import type { ChannelStore } from "./channel-store.ts";

/** @throws {Error} when a name is none that a channel may have. */
export function requireChannelNames(names: readonly string[]): void {
  const invalid = names.find((name) => !channelNameSchema.safeParse(name).success);
  if (invalid !== undefined) {
    throw new Error(`"${invalid}" is not the name of a channel: 1 to 256 letters, digits, _ . or -`);
  }
}

/**
 * Makes the channels that are not there yet, and gives those that it made.
 * @throws {Error} when a name is none that a channel may have.
 * @throws {WireError} AccountChannelLimitExceededException
 */
export async function ensureChannels(channels: ChannelStore, names: readonly string[]): Promise<Channel[]> {
  requireChannelNames(names);
  const missing = [...new Set(names)].filter((name) => channels.byName(name) === undefined);
  return Promise.all(
    missing.map((channelName) =>
      channels.create({ channelName, messageTtlSeconds: DEFAULT_MESSAGE_TTL_SECONDS, tags: [] }),
    ),
  );
}
