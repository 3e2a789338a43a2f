import { describe, expect, it } from "@jest/globals";
import { chooseManner, parseManner } from "../../../rehearsal/manners/catalogue.ts";
import { virtualCameras } from "../../../rehearsal/virtual-cameras.ts";

const choose = (text: string) => {
  const { manner, cameras } = chooseManner(text, virtualCameras);
  return [manner.textForm, cameras.map(({ id }) => id)];
};

describe("a manner that is asked for", () => {
  it.each([
    ["c-sdk", "c-sdk", ["front-door", "garden"]],
    ["c-sdk:7@garden", "c-sdk:seconds=7", ["garden"]],
    ["c-sdk:seconds=0.5@Front Door", "c-sdk:seconds=0.5", ["front-door"]],
    ["slow-trickle:400@garden", "slow-trickle:milliseconds=400", ["garden"]],
    ["none@garden", "none", ["garden"]],
    ["C-SDK:7@garden", "c-sdk:seconds=7", ["garden"]],
  ])("as %s is %s, for %j", (text, form, cameras) => {
    expect(choose(text)).toEqual([form, cameras]);
  });

  it("says what it does, with its own figures", () => {
    expect(parseManner("c-sdk:7").sentence).toMatch(/^Answers only after 7 s, unless it may trickle: /);
    expect(parseManner("c-sdk").sentence).toMatch(/^Answers only after 10 s, the time-out of .* since 1\.11, unless /);
  });

  it.each([
    ["brwser-sdk", 'there is no manner "brwser-sdk"; did you mean browser-sdk?'],
    ["vendor", 'there is no manner "vendor"; there are: none, c-sdk, browser-sdk, slow-trickle, endless-trickle'],
    ["c-sdk@gardn", 'there is no camera "gardn"; did you mean garden?'],
    ["c-sdk@attic", 'there is no camera "attic"; there are: front-door, garden'],
    ["c-sdk:minutes=1", "c-sdk: it does not take minutes, but seconds"],
    ["browser-sdk:7", "browser-sdk: it takes no parameters"],
    ["nope", 'there is no manner "nope"; there are: none, '],
    ["none:3@garden", "none: it takes no parameters"],
    ["none:seconds=7", "none: it takes no parameters, and not seconds"],
  ])("as %s is refused in words", (text, words) => {
    expect(() => choose(text)).toThrow(words);
  });

  it.each(["c-sdk:60", "c-sdk:-1", "c-sdk:soon", "slow-trickle:0.5"])(
    "as %s is refused, naming the parameter",
    (text) => {
      expect(() => choose(text)).toThrow(/^(c-sdk|slow-trickle): .*(seconds|milliseconds)/);
    },
  );

  it("has no camera where one is not asked for", () => {
    expect(() => parseManner("c-sdk@garden")).toThrow("c-sdk@garden: a camera has no place here");
  });
});
