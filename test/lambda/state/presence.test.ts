import { describe, expect, it, jest } from "@jest/globals";
import { createMemoryStore } from "../../../lambda/state/memory.ts";
import { createPresence, type PresenceRecord } from "../../../lambda/state/presence.ts";

function presence() {
  const store = createMemoryStore<PresenceRecord>();
  const write = jest.spyOn(store, "write");
  const read = jest.spyOn(store, "read");
  return { presence: createPresence(store, () => 42), write, read };
}

describe("presence", () => {
  it("takes a camera that nothing is known of for connected", async () => {
    expect(await presence().presence.connectivityOf("hall")).toBe("OK");
  });

  it("follows the last word, whoever said it", async () => {
    const { presence: kept } = presence();
    await kept.report("hall", "UNREACHABLE", "view");
    expect(await kept.connectivityOf("hall")).toBe("UNREACHABLE");
    await kept.report("hall", "OK", "heartbeat");
    expect(await kept.connectivityOf("hall")).toBe("OK");
    expect(await kept.connectivityOf("yard")).toBe("OK");
  });

  it("writes only when something changes", async () => {
    const { presence: kept, write } = presence();
    await kept.report("hall", "OK", "view");
    await kept.report("hall", "UNREACHABLE", "view");
    await kept.report("hall", "UNREACHABLE", "heartbeat");
    expect(write.mock.calls).toEqual([["hall", { connectivity: "UNREACHABLE", source: "view", since: 42 }]]);
  });

  it("reads nothing where the caller knows what was before", async () => {
    const { presence: kept, write, read } = presence();
    await kept.report("hall", "OK", "view", "OK");
    await kept.report("hall", "UNREACHABLE", "view", "OK");
    expect(write).toHaveBeenCalledTimes(1);
    expect(read).not.toHaveBeenCalled();
  });
});
