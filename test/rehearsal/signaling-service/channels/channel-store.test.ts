import { describe, expect, it } from "@jest/globals";
import type { Channel } from "../../../../rehearsal/signaling-service/channels/channel.ts";
import { ChannelStore } from "../../../../rehearsal/signaling-service/channels/channel-store.ts";
import { manualClock } from "../support/manual-clock.ts";

/** A store of an account without channels, and what it told of. */
function openStore(delayMilliseconds = 0, write: () => Promise<void> = async () => {}) {
  const clock = manualClock();
  /** The channels that were removed, each with what was found under its ARN at that moment. */
  const removed: [Channel, Channel | undefined][] = [];
  const store = new ChannelStore({
    region: "eu-west-1",
    accountId: "123456789012",
    channels: [],
    clock,
    delayMilliseconds: () => delayMilliseconds,
    admitChannel: () => {},
    write,
    onRemoved: (channel) => removed.push([channel, store.byArn(channel.channelArn)]),
  });
  const create = () => store.create({ channelName: "front-door", messageTtlSeconds: 60, tags: [] });
  return { store, clock, removed, create };
}

describe("the channels of an account", () => {
  it.each([0, 3_000])("tell of a deleted one once it is gone for good, here after %i ms", async (delay) => {
    const { store, clock, removed, create } = openStore(delay);
    const channel = await create();
    clock.advance(delay);
    await store.delete(channel, () => {});
    if (delay > 0) {
      clock.advance(delay - 1);
      expect(channel.status).toBe("DELETING");
      expect(removed).toEqual([]);
      clock.advance(1);
    }
    expect(removed).toEqual([[channel, undefined]]);
    await store.close();
  });

  it("refuse a name as taken only when the channel that has it is there", async () => {
    const { store, create } = openStore();
    const first = create();
    const found = create().catch((error: Error) => [error.name, store.byName("front-door")]);
    expect(await found).toEqual(["ResourceInUseException", await first]);
    await store.close();
  });

  it("give a name to the next one who asks where the first one's channel could not be kept", async () => {
    let writes = 0;
    const { store, create } = openStore(0, async () => {
      writes += 1;
      if (writes === 1) throw new Error("disk full");
    });
    const [first, second] = [create(), create()];
    await expect(first).rejects.toThrow("disk full");
    expect(await second).toBe(store.byName("front-door"));
    await store.close();
  });

  it("answer the second of two deletions only when the channel is gone", async () => {
    const { store, create } = openStore();
    const channel = await create();
    const first = store.delete(channel, () => {});
    const found = store.delete(channel, () => {}).catch((error: Error) => [error.name, store.byName("front-door")]);
    expect(await found).toEqual(["ResourceNotFoundException", undefined]);
    await first;
    await store.close();
  });
});
