import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { reportChannels } from "../../../rehearsal/signaling-service/admin/channels.ts";
import { BehaviourRegistry } from "../../../rehearsal/signaling-service/behaviours/registry.ts";
import type { Channel } from "../../../rehearsal/signaling-service/channels/channel.ts";
import { newChannel } from "../../../rehearsal/signaling-service/channels/new-channel.ts";
import { createQuotas } from "../../../rehearsal/signaling-service/quotas/quotas.ts";
import { createTrafficTap } from "../../../rehearsal/signaling-service/traffic.ts";
import { Rooms } from "../../../rehearsal/signaling-service/websocket/rooms.ts";
import { manualClock } from "./support/manual-clock.ts";

let channel: Channel;
let rooms: Rooms;
beforeEach(() => {
  const clock = manualClock();
  const stored = newChannel(
    { channelName: "front-door", messageTtlSeconds: 60, tags: [] },
    { region: "eu-west-1", accountId: "123456789012", creationTime: clock.now(), isTaken: () => false },
  );
  channel = { ...stored, status: "ACTIVE" };
  rooms = new Rooms({
    clock,
    stamp: clock.now,
    behaviours: new BehaviourRegistry(),
    emit: () => {},
    traffic: createTrafficTap(undefined, clock.now),
    noAnswer: { afterMilliseconds: 5_000, as: "null" },
    quotas: createQuotas("off", clock.now, "eu-west-1"),
    connections: { takeover: "leave-open", emptyFrames: true },
  });
});
afterEach(() => rooms.stop());

const look = () => reportChannels({ channels: { all: () => [channel] }, rooms });

describe("a channel's room", () => {
  it("is not made by looking for it, as the admin page does once a second for all channels", () => {
    expect(look().channels).toMatchObject([
      { channelName: "front-door", master: null, viewers: [], replaced: [], queued: [], alexaOffersWaiting: 0 },
    ]);
    expect(rooms.find(channel)).toBeUndefined();
  });

  it("looks the same empty as where there is none", () => {
    const before = look();
    const room = rooms.of(channel);
    expect(rooms.find(channel)).toBe(room);
    expect(look()).toEqual(before);
  });

  it("is forgotten with its channel", () => {
    rooms.of(channel);
    rooms.close(channel);
    expect(rooms.find(channel)).toBeUndefined();
  });
});
