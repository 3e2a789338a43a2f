import { describe, expect, it } from "@jest/globals";
import { chooseSignaling } from "../../rehearsal/choose-signaling.ts";
import { virtualCameras } from "../../rehearsal/virtual-cameras.ts";

const choose = (...texts: string[]) => Object.fromEntries(chooseSignaling(texts, virtualCameras));

describe("how cameras are asked, as it is typed", () => {
  it("is for one camera, by its id or its name, or for all", () => {
    expect(choose("viewer@garden")).toEqual({ garden: "viewer" });
    expect(choose("alexa-offer@Front Door")).toEqual({ "front-door": "alexa-offer" });
    expect(choose("viewer", "auto@garden")).toEqual({ "front-door": "viewer", garden: "auto" });
    expect(choose()).toEqual({});
  });

  it.each([
    ["veiwer", 'there is no signaling "veiwer"; did you mean viewer?'],
    ["webrtc@garden", 'there is no signaling "webrtc"; there are: auto, alexa-offer, viewer'],
    ["viewer@attic", 'there is no camera "attic"; there are: front-door, garden'],
  ])("is refused in words: %s", (text, words) => {
    expect(() => choose(text)).toThrow(words);
  });
});
