import { describe, expect, it } from "@jest/globals";
import { asHeard } from "../../../../../cli/doctor/links/registry/words.ts";

describe("a name as Alexa hears it", () => {
  it.each([
    ["Front Door", "front-door"],
    ["ＧＡＲＤＥＮ", "garden"],
    ["Café", "Cafe\u0301"],
  ])("is the same for %s and %s", (one, other) => {
    expect(asHeard(one)).toBe(asHeard(other));
  });

  it.each([
    ["Camera 1", "Camera 11"],
    // Hindi writes vowels as marks: "rate", and "far".
    ["दर", "दूर"],
  ])("is another for %s and %s", (one, other) => {
    expect(asHeard(one)).not.toBe(asHeard(other));
  });
});
