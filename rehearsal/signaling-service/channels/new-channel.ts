import { randomBytes } from "node:crypto";
import { formatChannelArn } from "../../../protocol/signaling/channel-arn.ts";
import type { StoredChannel } from "./channel.ts";

/** What the caller of CreateSignalingChannel decides. */
export type NewChannelSettings = Pick<StoredChannel, "channelName" | "messageTtlSeconds" | "tags">;

/** What the service decides. */
interface NewChannelOptions {
  readonly region: string;
  readonly accountId: string;
  /** Epoch milliseconds. */
  readonly creationTime: number;
  /** Whether an endpoint has this label already. */
  isTaken(label: string): boolean;
}

/** A new channel, with the names it has for good. */
export function newChannel(settings: NewChannelSettings, options: NewChannelOptions): StoredChannel {
  const { region, accountId, creationTime, isTaken } = options;
  const newLabel = (role: "r" | "m" | "v") => {
    let label: string;
    do {
      label = `${role}-${randomBytes(4).toString("hex")}`;
    } while (isTaken(label));
    return label;
  };
  return {
    ...settings,
    channelArn: formatChannelArn({
      partition: "aws",
      region,
      accountId,
      channelName: settings.channelName,
      creationTime: String(creationTime),
    }),
    creationTime,
    version: newVersion(),
    storageStreamArn: null,
    labels: { https: newLabel("r"), master: newLabel("m"), viewer: newLabel("v") },
  };
}

/** A channel's next version, which no other has had. */
export function newVersion(): string {
  return randomBytes(10).toString("hex");
}
