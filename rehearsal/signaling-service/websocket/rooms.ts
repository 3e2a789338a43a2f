import type { BehaviourScope } from "../behaviours/registry.ts";
import type { Channel } from "../channels/channel.ts";
import { Room, type RoomOptions } from "./room.ts";
import { createTimers, type Timers } from "./timers.ts";

/** The rooms of all channels, made when first needed. */
export class Rooms {
  readonly #options: Omit<RoomOptions, "channel">;
  readonly #rooms = new Map<string, { readonly channelName: string; readonly room: Room }>();
  readonly #timers: Timers;

  constructor(options: Omit<RoomOptions, "channel">) {
    this.#timers = createTimers(options.clock);
    this.#options = { ...options, clock: this.#timers };
    options.behaviours.onAdded(({ notice, halfOpen }, scope) => {
      for (const room of this.#inScope(scope)) {
        if (notice !== undefined) room.notify(notice);
        if (halfOpen) room.meetHalfOpen();
      }
    });
    options.behaviours.onRemoved(({ halfOpen }, scope) => {
      if (!halfOpen) return;
      for (const room of this.#inScope(scope)) room.meetHalfOpen();
    });
  }

  /** The channel's room, if there is one. */
  find(channel: Channel): Room | undefined {
    return this.#rooms.get(channel.channelArn)?.room;
  }

  of(channel: Channel): Room {
    const { channelArn, channelName } = channel;
    const existing = this.find(channel);
    if (existing !== undefined) return existing;
    const room = new Room({ ...this.#options, channel });
    this.#rooms.set(channelArn, { channelName, room });
    return room;
  }

  /** How many sockets a notice reaches. */
  connected(scope: BehaviourScope): number {
    let connected = 0;
    for (const room of this.#inScope(scope)) connected += room.connected;
    return connected;
  }

  /** Ends a deleted channel's connections. */
  close(channel: Channel): void {
    this.find(channel)?.close();
    this.#rooms.delete(channel.channelArn);
  }

  /** Calls off all that waits for its time; the sockets are ended by the server. */
  stop(): void {
    this.#timers.stop();
  }

  *#inScope(scope: BehaviourScope): Generator<Room> {
    for (const { channelName, room } of this.#rooms.values()) {
      if (scope.channelName === undefined || scope.channelName === channelName) yield room;
    }
  }
}
