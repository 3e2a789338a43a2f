import type { Clock } from "../../../camera/clock.ts";
import { channelNotFound, serviceError } from "../errors.ts";
import { type Channel, isInService, type StoredChannel } from "./channel.ts";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";
import { type NewChannelSettings, newChannel, newVersion } from "./new-channel.ts";
import { requireActive } from "./require-active.ts";
import { createStatusTimers, type StatusTimers } from "./status-timers.ts";
import type { Tag } from "./tags.ts";

/** What a channel store begins with, and how it saves. */
interface ChannelStoreOptions {
  readonly region: string;
  readonly accountId: string;
  /** The channels of an earlier run. */
  readonly channels: readonly StoredChannel[];
  readonly clock: Clock;
  /** How long channels are CREATING, UPDATING and DELETING, milliseconds. */
  readonly delayMilliseconds: () => number;
  /** Throws when the account has so many channels already. */
  admitChannel(existingChannels: number): void;
  /** Resolves when the channels would survive a power cut. */
  write(channels: readonly StoredChannel[]): Promise<void>;
  /** Told of a deleted channel once it is no longer there, not even as DELETING. */
  onRemoved(channel: Channel): void;
}

/** What an update may change. */
type ChannelSettings = Partial<Pick<StoredChannel, "messageTtlSeconds" | "storageStreamArn">>;

/** Channels as they are about to be on disk, by name. */
type Draft = Map<string, StoredChannel>;

/**
 * The channels of the account. A change counts, for everyone, once it is written. What is written is where a change
 * leads to: a channel that is being deleted is left out, one that is being made or updated is as it will be. So a
 * service that is killed in the middle has nothing to settle when it starts again.
 */
export class ChannelStore {
  readonly #options: ChannelStoreOptions;
  readonly #byName = new Map<string, Channel>();
  readonly #byLabel = new Map<string, Channel>();
  readonly #changes: GroupCommit<Draft>;
  readonly #statuses: StatusTimers;
  #lastCreationTime = 0;

  constructor(options: ChannelStoreOptions) {
    this.#options = options;
    this.#statuses = createStatusTimers(options.clock, options.delayMilliseconds);
    for (const stored of options.channels) this.#insert({ ...stored, status: "ACTIVE" });
    this.#changes = createGroupCommit(
      () => this.#draft(),
      (draft) => options.write([...draft.values()]),
    );
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

  /** The channel whose endpoint has this first path segment, if it serves. */
  byLabel(label: string): Channel | undefined {
    const channel = this.#byLabel.get(label);
    return channel !== undefined && isInService(channel) ? channel : undefined;
  }

  /**
   * Makes a channel.
   * @throws {WireError} ResourceInUseException when the name is taken, AccountChannelLimitExceededException.
   */
  create(settings: NewChannelSettings): Promise<Channel> {
    return this.#changes.change((draft) => {
      // A channel that is being deleted is in no draft any more and keeps its name all the same.
      if (draft.has(settings.channelName) || this.#byName.has(settings.channelName)) {
        throw serviceError("ResourceInUseException", "A channel of this name exists already.");
      }
      this.#options.admitChannel(draft.size);
      const { region, accountId, clock } = this.#options;
      // A name that is deleted and created again within one millisecond still gets another ARN.
      this.#lastCreationTime = Math.max(Math.floor(clock.now()), this.#lastCreationTime + 1);
      const stored = newChannel(settings, {
        region,
        accountId,
        creationTime: this.#lastCreationTime,
        isTaken: (label) => this.#byLabel.has(label),
      });
      draft.set(stored.channelName, stored);
      return () => {
        const channel: Channel = { ...stored, status: "CREATING" };
        this.#insert(channel);
        this.#statuses.pass(channel, "CREATING", () => {
          channel.status = "ACTIVE";
        });
        return channel;
      };
    });
  }

  /**
   * Changes a channel's settings and with them its version. The settings are asked for when the change's turn comes,
   * with all channels as earlier changes leave them, and may be refused then by a throw.
   * @throws {WireError} ResourceInUseException when the channel isn't active, ResourceNotFoundException.
   */
  update(
    channel: Channel,
    settings: (current: StoredChannel, all: Iterable<StoredChannel>) => ChannelSettings,
  ): Promise<void> {
    return this.#changes.change((draft) => {
      requireActive(channel);
      const current = find(draft, channel);
      const changed = { ...settings(current, draft.values()), version: newVersion() };
      draft.set(current.channelName, { ...current, ...changed });
      return () => {
        Object.assign(channel, changed);
        this.#statuses.pass(channel, "UPDATING", () => {
          channel.status = "ACTIVE";
        });
      };
    });
  }

  /**
   * Changes a channel's tags. Its version stays as it is, which is not verified; no tag operation asks for one.
   * @throws {WireError} ResourceNotFoundException
   */
  retag(channel: Channel, tagsFrom: (current: readonly Tag[]) => Tag[]): Promise<void> {
    return this.#changes.change((draft) => {
      const current = find(draft, channel);
      const tags = tagsFrom(current.tags);
      draft.set(current.channelName, { ...current, tags });
      return () => {
        channel.tags = tags;
      };
    });
  }

  /**
   * Deletes a channel, unless `check` throws when its turn comes.
   * @throws {WireError} ResourceInUseException when the channel isn't active, ResourceNotFoundException.
   */
  delete(channel: Channel, check: (current: StoredChannel) => void): Promise<void> {
    return this.#changes.change((draft) => {
      requireActive(channel);
      const current = find(draft, channel);
      check(current);
      draft.delete(current.channelName);
      return () => this.#statuses.pass(channel, "DELETING", () => this.#remove(channel));
    });
  }

  /** Ends all waiting; resolves when nothing is being written. */
  async close(): Promise<void> {
    await this.#changes.idle();
    this.#statuses.stop();
  }

  #draft(): Draft {
    const draft: Draft = new Map();
    for (const channel of this.#byName.values()) {
      if (channel.status === "DELETING") continue;
      const { status: _, ...stored } = channel;
      draft.set(stored.channelName, stored);
    }
    return draft;
  }

  #insert(channel: Channel): void {
    this.#byName.set(channel.channelName, channel);
    for (const label of Object.values(channel.labels)) this.#byLabel.set(label, channel);
    this.#lastCreationTime = Math.max(this.#lastCreationTime, channel.creationTime);
  }

  #remove(channel: Channel): void {
    this.#byName.delete(channel.channelName);
    for (const label of Object.values(channel.labels)) this.#byLabel.delete(label);
    this.#options.onRemoved(channel);
  }
}

/** The channel as earlier changes of the same turn leave it. */
function find(draft: Draft, { channelName, channelArn }: Channel): StoredChannel {
  const current = draft.get(channelName);
  if (current?.channelArn !== channelArn) throw channelNotFound();
  return current;
}
