import { describe, expect, it } from "@jest/globals";
import { allSuggestions, fewSuggestions } from "../../../../rehearsal/echo-show/page/device/suggestions.ts";
import { showPhrase, understand } from "../../../../rehearsal/echo-show/phrases.ts";
import { frontDoor, garden } from "./fixtures.ts";

const devices = [frontDoor, garden];

describe("what can be pressed instead of said", () => {
  it("has a phrase of each kind", () => {
    expect(fewSuggestions(devices)).toEqual([
      "Alexa, show the front door camera",
      "show the garden",
      "talk to the front door",
      "stop",
      "discover my devices",
    ]);
  });

  it("stays few with many cameras", () => {
    const many = Array.from({ length: 8 }, (_, index) => ({ ...frontDoor, id: `c${index}`, name: `Room ${index}` }));
    expect(fewSuggestions(many)).toHaveLength(5);
    expect(allSuggestions(many).length).toBeGreaterThan(5);
  });

  it("is understood of each tile", () => {
    for (const device of [...devices, { ...garden, id: "pool", name: "My Pool" }]) {
      expect(understand(showPhrase(device.name), [device])).toEqual({ do: "show", device });
    }
    expect(showPhrase("My Pool")).toBe("Alexa, show the pool");
  });
});
