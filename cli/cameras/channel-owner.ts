import { nameOf } from "./aws-call.ts";
import { ID_TAG } from "./channel-tags.ts";
import type { Channels } from "./channels.ts";

/** Writes onto a channel that it is this camera's. */
export async function claimChannel(channels: Pick<Channels, "tag">, channelArn: string, id: string): Promise<void> {
  await channels.tag(channelArn, { [ID_TAG]: id });
}

/**
 * Takes that off a channel again, if it says so. A channel that is gone says nothing any more.
 * @throws {AwsFailure} when the channel's tags cannot be read or changed.
 */
export async function releaseChannel(
  channels: Pick<Channels, "tagsOf" | "untag">,
  channelArn: string,
  id: string,
): Promise<void> {
  try {
    const { [ID_TAG]: taggedId } = await channels.tagsOf(channelArn);
    if (taggedId === id) await channels.untag(channelArn, [ID_TAG]);
  } catch (error) {
    if (nameOf(error) !== "ResourceNotFoundException") throw error;
  }
}
