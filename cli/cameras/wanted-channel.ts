import { CatalogueRefusal } from "../../lambda/cameras/catalogue.ts";
import type { CameraRecord } from "../../protocol/camera-record.ts";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { claimChannel } from "./channel-owner.ts";
import { ID_TAG } from "./channel-tags.ts";
import type { ChannelFound } from "./channels.ts";
import type { Skill } from "./skill.ts";

/** The flags that say which channel a camera gets. */
export interface ChannelOptions {
  /** The channel's name; the id unless it is given. */
  readonly channel?: string;
  readonly channelArn?: string;
  readonly channelRegion?: string;
}

/** A channel that is named, and need not be there. */
export interface WantedChannel {
  readonly region: string;
  readonly name: string;
  /** Where it was named by its ARN. */
  readonly arn?: string;
}

/** The channel that the flags name, or that the camera has, or of the camera's own name. */
export function wantedChannel(
  { place }: Pick<Skill, "place">,
  id: string,
  existing: CameraRecord | undefined,
  { channel, channelArn, channelRegion }: ChannelOptions,
): WantedChannel {
  if (channelArn !== undefined) {
    const { region, channelName } = parseChannelArn(channelArn);
    return { region, name: channelName, arn: channelArn };
  }
  const has = existing && parseChannelArn(existing.channelArn);
  return { region: channelRegion ?? has?.region ?? place.region, name: channel ?? has?.channelName ?? id };
}

/**
 * Refuses a removed camera's id for another channel. The catalogue does so too, but only once there is a channel.
 * @throws {CatalogueRefusal} id-retired.
 */
export async function refuseRetiredId(
  { catalogue, channels }: Pick<Skill, "catalogue" | "channels">,
  id: string,
  { region, name, arn }: WantedChannel,
): Promise<void> {
  const retiredFrom = await catalogue.retiredFrom(id);
  if (retiredFrom === undefined || retiredFrom === arn) return;
  const was = parseChannelArn(retiredFrom);
  // One of that name may have been made since: it would be another channel.
  const isWanted = arn === undefined && was.channelName === name && was.region === region;
  if (isWanted && (await channels(region).find(retiredFrom)) !== undefined) return;
  throw new CatalogueRefusal("id-retired");
}

/**
 * The channel that is wanted, claimed for the camera; made if it isn't there, except by ARN.
 * @throws {Error} when it is another camera's.
 */
export async function takeChannel(
  skill: Pick<Skill, "catalogue" | "channels">,
  id: string,
  { region, name, arn }: WantedChannel,
): Promise<ChannelFound & { readonly made: boolean }> {
  const channels = skill.channels(region);
  const found = arn
    ? await channels.find(arn).then((channel) => channel && { ...channel, made: false })
    : await channels.ensure(name);
  if (found === undefined) throw new Error(`there is no channel of that ARN in ${region}: correct --channel-arn`);
  const { [ID_TAG]: taggedId } = await channels.tagsOf(found.arn);
  if (taggedId === id) return found;
  if (taggedId !== undefined && (await skill.catalogue.recordOf(taggedId))?.channelArn === found.arn) {
    throw new Error(`the channel ${found.name} is the camera ${taggedId}'s: choose another one by --channel`);
  }
  await claimChannel(channels, found.arn, id);
  return found;
}
