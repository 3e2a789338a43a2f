import type { ControlPlaneOperation } from "../operation.ts";
import { createSignalingChannel } from "./create-signaling-channel.ts";
import { deleteSignalingChannel } from "./delete-signaling-channel.ts";
import { describeMediaStorageConfiguration } from "./describe-media-storage-configuration.ts";
import { describeSignalingChannel } from "./describe-signaling-channel.ts";
import { getSignalingChannelEndpoint } from "./get-signaling-channel-endpoint.ts";
import { listSignalingChannels } from "./list-signaling-channels.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";
import { updateMediaStorageConfiguration } from "./update-media-storage-configuration.ts";
import { updateSignalingChannel } from "./update-signaling-channel.ts";

/** The operations of the service's own host; one file each. */
export const controlPlaneOperations: readonly ControlPlaneOperation[] = [
  createSignalingChannel,
  deleteSignalingChannel,
  describeMediaStorageConfiguration,
  describeSignalingChannel,
  getSignalingChannelEndpoint,
  listSignalingChannels,
  listTagsForResource,
  tagResource,
  untagResource,
  updateMediaStorageConfiguration,
  updateSignalingChannel,
];
