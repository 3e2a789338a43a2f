import type { ControlPlaneOperation } from "../operation.ts";
import { createSignalingChannel } from "./create-signaling-channel.ts";
import { deleteSignalingChannel } from "./delete-signaling-channel.ts";
import { describeSignalingChannel } from "./describe-signaling-channel.ts";
import { getSignalingChannelEndpoint } from "./get-signaling-channel-endpoint.ts";
import { listSignalingChannels } from "./list-signaling-channels.ts";

/** The operations of the service's own host; one file each. */
export const controlPlaneOperations: readonly ControlPlaneOperation[] = [
  createSignalingChannel,
  deleteSignalingChannel,
  describeSignalingChannel,
  getSignalingChannelEndpoint,
  listSignalingChannels,
];
