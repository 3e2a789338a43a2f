import type { Channel } from "../channels/channel.ts";
import { Room, type RoomOptions } from "./room.ts";

/** The rooms of all channels, made when first needed. */
export class Rooms {
  readonly #options: Omit<RoomOptions, "channel">;
  readonly #rooms = new Map<string, Room>();

  constructor(options: Omit<RoomOptions, "channel">) {
    this.#options = options;
  }

  of(channel: Channel): Room {
    const room = this.#rooms.get(channel.channelArn) ?? new Room({ ...this.#options, channel });
    this.#rooms.set(channel.channelArn, room);
    return room;
  }

  /** Ends a deleted channel's connections. */
  close(channel: Channel): void {
    this.#rooms.get(channel.channelArn)?.close();
    this.#rooms.delete(channel.channelArn);
  }
}
