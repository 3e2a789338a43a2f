import { randomBytes } from "node:crypto";
import { formatChannelArn } from "../../../protocol/signaling/channel-arn.ts";
import { serviceError } from "../errors.ts";
import type { Channel } from "./channel.ts";

/** What a channel store begins with, and how it saves. */
export interface ChannelStoreOptions {
  readonly region: string;
  readonly accountId: string;
  /** The channels of an earlier run. */
  readonly channels: readonly Channel[];
  now(): number;
  /** Resolves when the channels would survive a power cut. */
  save(): Promise<void>;
}

/** The channels of the account. Every change is saved before it is answered. */
export class ChannelStore {
  readonly #options: ChannelStoreOptions;
  readonly #byName = new Map<string, Channel>();
  readonly #byLabel = new Map<string, Channel>();
  #lastCreationTime = 0;

  constructor(options: ChannelStoreOptions) {
    this.#options = options;
    for (const channel of options.channels) this.#insert(channel);
  }

  /** All channels, by name. */
  all(): Channel[] {
    return [...this.#byName.values()].sort((a, b) => (a.channelName < b.channelName ? -1 : 1));
  }

  byName(channelName: string): Channel | undefined {
    return this.#byName.get(channelName);
  }

  byArn(channelArn: string): Channel | undefined {
    const name = channelArn.split("/")[1] ?? "";
    const channel = this.#byName.get(name);
    return channel?.channelArn === channelArn ? channel : undefined;
  }

  /** The channel whose endpoint has this first path segment. */
  byLabel(label: string): Channel | undefined {
    return this.#byLabel.get(label);
  }

  /** @throws {WireError} ResourceInUseException when the name is taken. */
  async create(settings: Pick<Channel, "channelName" | "messageTtlSeconds" | "tags">): Promise<Channel> {
    if (this.#byName.has(settings.channelName)) {
      throw serviceError("ResourceInUseException", "A channel of this name exists already.");
    }
    // A name that is deleted and created again within one millisecond still gets another ARN.
    const creationTime = Math.max(this.#options.now(), this.#lastCreationTime + 1);
    const channel: Channel = {
      ...settings,
      channelArn: formatChannelArn({
        partition: "aws",
        region: this.#options.region,
        accountId: this.#options.accountId,
        channelName: settings.channelName,
        creationTime: String(creationTime),
      }),
      creationTime,
      version: newVersion(),
      labels: { https: this.#newLabel("r"), master: this.#newLabel("m"), viewer: this.#newLabel("v") },
    };
    this.#insert(channel);
    try {
      await this.#options.save();
    } catch (error) {
      this.#remove(channel);
      throw error;
    }
    return channel;
  }

  async delete(channel: Channel): Promise<void> {
    this.#remove(channel);
    try {
      await this.#options.save();
    } catch (error) {
      this.#insert(channel);
      throw error;
    }
  }

  #insert(channel: Channel): void {
    this.#byName.set(channel.channelName, channel);
    for (const label of Object.values(channel.labels)) this.#byLabel.set(label, channel);
    this.#lastCreationTime = Math.max(this.#lastCreationTime, channel.creationTime);
  }

  #remove(channel: Channel): void {
    this.#byName.delete(channel.channelName);
    for (const label of Object.values(channel.labels)) this.#byLabel.delete(label);
  }

  #newLabel(role: "r" | "m" | "v"): string {
    let label: string;
    do {
      label = `${role}-${randomBytes(4).toString("hex")}`;
    } while (this.#byLabel.has(label));
    return label;
  }
}

/** A channel's version is opaque to clients: up to 64 letters and digits. */
function newVersion(): string {
  return randomBytes(10).toString("hex");
}
