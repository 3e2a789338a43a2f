import { describe, expect, it, jest } from "@jest/globals";
import { createMemoryMarks, createMemoryPresenceStore } from "../../../lambda/state/memory.ts";
import { createPresence } from "../../../lambda/state/presence.ts";

function presence() {
  const store = createMemoryPresenceStore();
  const write = jest.spyOn(store, "write");
  return { presence: createPresence(store, () => 42), write };
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
});

describe("marks", () => {
  it("keep the way that was learned for a camera", async () => {
    const marks = createMemoryMarks();
    expect(await marks.wayOf("hall")).toBeUndefined();
    await marks.learn("hall", "viewer");
    expect(await marks.wayOf("hall")).toBe("viewer");
  });
});
