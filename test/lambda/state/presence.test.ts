import { describe, expect, it, jest } from "@jest/globals";
import { type Heartbeat, keepHeartbeat } from "../../../lambda/state/heartbeats.ts";
import { createMemoryStore } from "../../../lambda/state/memory.ts";
import { createPresence, type PresenceRecord } from "../../../lambda/state/presence.ts";

function presence() {
  let clock = 100_000;
  const store = createMemoryStore<PresenceRecord>();
  const write = jest.spyOn(store, "write");
  const read = jest.spyOn(store, "read");
  const replace = jest.spyOn(store, "replace");
  let events = 0;
  return {
    presence: createPresence(store, () => clock),
    write,
    read,
    replace,
    store,
    /** So many seconds go by. */
    pass(seconds: number) {
      clock += seconds * 1_000;
    },
    /** The camera says something now, unless another time or event is given. */
    hear: (connectivity: Heartbeat["connectivity"], change: Partial<Heartbeat> = {}) => {
      events += 1;
      return keepHeartbeat(store, "hall", { eventId: `event-${events}`, connectivity, at: clock, ...change }, clock);
    },
  };
}

describe("presence", () => {
  it("takes a camera that nothing is known of for connected", async () => {
    expect(await presence().presence.connectivityOf("hall")).toBe("OK");
  });

  it("follows the last word, whoever said it", async () => {
    const { presence: kept, hear, pass } = presence();
    await kept.report("hall", "UNREACHABLE");
    expect(await kept.connectivityOf("hall")).toBe("UNREACHABLE");
    pass(1);
    expect(await hear("OK")).toBe("changed");
    expect(await kept.connectivityOf("hall")).toBe("OK");
    pass(1);
    expect(await hear("UNREACHABLE")).toBe("changed");
    pass(1);
    await kept.report("hall", "OK");
    expect(await kept.connectivityOf("hall")).toBe("OK");
    expect(await kept.connectivityOf("yard")).toBe("OK");
  });

  it("writes what views say only when something changes", async () => {
    const { presence: kept, write } = presence();
    await kept.report("hall", "OK");
    await kept.report("hall", "UNREACHABLE");
    await kept.report("hall", "UNREACHABLE");
    expect(write.mock.calls).toEqual([["hall", { connectivity: "UNREACHABLE", source: "view", since: 100_000 }]]);
  });

  it("reads nothing where the caller knows what was before", async () => {
    const { presence: kept, write, read } = presence();
    await kept.report("hall", "OK", "OK");
    await kept.report("hall", "UNREACHABLE", "OK");
    expect(write).toHaveBeenCalledTimes(1);
    expect(read).not.toHaveBeenCalled();
  });
});

describe("a camera's own word", () => {
  it("is no news where the camera was taken for connected", async () => {
    expect(await presence().hear("OK")).toBe("unchanged");
  });

  it("holds forever when it promises no other", async () => {
    const { presence: kept, hear, pass } = presence();
    await hear("OK");
    pass(365 * 86_400);
    expect(await kept.connectivityOf("hall")).toBe("OK");
  });

  it("holds as long as it promises, and a camera that owes the next one is unreachable", async () => {
    const { presence: kept, hear, pass } = presence();
    await hear("OK", { nextWithinSeconds: 60 });
    pass(60);
    expect(await kept.connectivityOf("hall")).toBe("OK");
    pass(0.001);
    expect(await kept.connectivityOf("hall")).toBe("UNREACHABLE");
  });

  it("is written each time, so that the promise moves on", async () => {
    const { presence: kept, hear, pass, replace } = presence();
    for (const _ of [1, 2, 3]) {
      expect(await hear("OK", { nextWithinSeconds: 60 })).toBe("unchanged");
      pass(50);
    }
    expect(replace).toHaveBeenCalledTimes(3);
    expect(await kept.connectivityOf("hall")).toBe("OK");
  });

  it("is news when it comes after all, too late", async () => {
    const { presence: kept, hear, pass } = presence();
    await hear("OK", { nextWithinSeconds: 60 });
    pass(61);
    expect(await hear("OK", { nextWithinSeconds: 60 })).toBe("changed");
    expect(await kept.connectivityOf("hall")).toBe("OK");
  });

  it("gives way to a view that was answered after the promise was broken", async () => {
    const { presence: kept, hear, pass, write } = presence();
    await hear("OK", { nextWithinSeconds: 60 });
    pass(61);
    await kept.report("hall", "OK");
    expect(write).toHaveBeenCalledTimes(1);
    expect(await kept.connectivityOf("hall")).toBe("OK");
  });

  it("is dropped when something later is known, from a view or from the camera", async () => {
    const { presence: kept, hear, pass } = presence();
    await hear("OK");
    expect(await hear("UNREACHABLE", { at: 99_999 })).toBe("older than what is known");
    pass(10);
    await kept.report("hall", "UNREACHABLE");
    expect(await hear("OK", { at: 105_000 })).toBe("older than what is known");
    expect(await kept.connectivityOf("hall")).toBe("UNREACHABLE");
  });

  it.each([
    ["OK", "UNREACHABLE"],
    ["UNREACHABLE", "OK"],
  ] as const)("says that the camera is there when %s and %s come of the same time", async (first, second) => {
    const { presence: kept, hear } = presence();
    await hear(first);
    await hear(second);
    expect(await kept.connectivityOf("hall")).toBe("OK");
  });

  it("stays news when the same event comes again, until something later is known", async () => {
    const { hear, pass, replace } = presence();
    const goodbye = { eventId: "goodbye", at: 100_000 };
    expect(await hear("UNREACHABLE", goodbye)).toBe("changed");
    pass(60);
    expect(await hear("UNREACHABLE", goodbye)).toBe("changed");
    expect(replace).toHaveBeenCalledTimes(1);
    expect(await hear("UNREACHABLE")).toBe("unchanged");
    expect(await hear("UNREACHABLE", goodbye)).toBe("changed");
    pass(1);
    await hear("OK");
    expect(await hear("UNREACHABLE", goodbye)).toBe("older than what is known");
  });

  it("is news no more when the camera owes the next one by now", async () => {
    const { presence: kept, hear, pass } = presence();
    await kept.report("hall", "UNREACHABLE");
    pass(1);
    const hello = { eventId: "hello", at: 101_000, nextWithinSeconds: 60 };
    expect(await hear("OK", hello)).toBe("changed");
    pass(61);
    expect(await hear("OK", hello)).toBe("older than what is known");
  });

  it("is weighed again when somebody else writes at the same time", async () => {
    const { presence: kept, hear, store } = presence();
    const { hold } = store;
    jest.spyOn(store, "hold").mockImplementationOnce(async (of) => {
      const held = await hold(of);
      await hear("UNREACHABLE", { at: 99_500 });
      return held;
    });
    // Of the two, this one happened before the other, and comes to be written after it.
    expect(await hear("OK", { at: 99_000 })).toBe("older than what is known");
    expect(await kept.connectivityOf("hall")).toBe("UNREACHABLE");
  });

  it("is given up when somebody else is quicker each time", async () => {
    const { hear, replace } = presence();
    replace.mockImplementation(async () => false);
    await expect(hear("OK")).rejects.toMatchObject({ code: "state-unreachable" });
    expect(replace).toHaveBeenCalledTimes(5);
  });
});
