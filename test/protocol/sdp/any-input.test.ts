import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ruleExplanations } from "../../../protocol/sdp/explanations.ts";
import { announcesTrickle, parseSdp } from "../../../protocol/sdp/parsing.ts";
import { checkAnswer, checkOffer } from "../../../protocol/sdp/rules.ts";
import { cameraAnswer, echoOffer } from "./fixtures.ts";

/** Real lines, cut, repeated and in any order, with any text between them: closer to the grammar than random text. */
const lines = fc.oneof(
  fc.constantFrom(...echoOffer.split("\n"), ...cameraAnswer.split("\n")),
  fc.constantFrom(...echoOffer.split("\n")).chain((line) => fc.nat(line.length).map((end) => line.slice(0, end))),
  fc.constantFrom("a=group:BUNDLE ", "a=mid:__proto__", "m=", "m=video", "m=video 9 X", "a=candidate:1 1 UDP", "b=AS:"),
  fc.string(),
);
const sdps = fc.oneof(
  fc.string(),
  fc.array(lines, { maxLength: 60 }).map((text) => ["v=0", ...text].join("\r\n")),
);

describe("the rules of SDP", () => {
  it("find no fault in themselves on any text", () => {
    fc.assert(
      fc.property(sdps, sdps, (one, other) => {
        for (const { rule, severity, detail } of [...checkOffer(one), ...checkAnswer(one, other)]) {
          expect(severity).toMatch(/^(refuse|warn)$/);
          expect(ruleExplanations).toHaveProperty(rule);
          expect(detail).toMatch(/^[\w ,.:;='-]+$|codec\(s\)/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("explain each rule in a sentence", () => {
    for (const explanation of Object.values(ruleExplanations)) expect(explanation).toMatch(/^[A-Z].*\.$/);
  });
});

describe("reading an SDP", () => {
  it("counts the payload types that need no rtpmap", () => {
    expect(parseSdp(echoOffer)?.media[0]?.codecs).toEqual([
      { payloadType: 96, name: "opus", parameters: "" },
      { payloadType: 0, name: "pcmu", parameters: "" },
      { payloadType: 8, name: "pcma", parameters: "" },
    ]);
  });

  it("takes a bundle-only section at port 0 as accepted", () => {
    const bundleOnly = cameraAnswer
      .replace("m=video 9", "m=video 0")
      .replace("a=mid:video0", "a=mid:video0\na=bundle-only");
    expect(checkAnswer(bundleOnly, echoOffer)).toEqual([]);
  });

  it("reads the bandwidth though it stands after attributes", () => {
    expect(parseSdp(echoOffer)?.media.map(({ bandwidth }) => bandwidth)).toEqual([undefined, 2500]);
  });

  it("tells trickle from other ICE options", () => {
    expect(announcesTrickle("v=0\r\na=ice-options:trickle\r\n")).toBe(true);
    expect(announcesTrickle("v=0\na=ice-options:ice2 trickle renomination\n")).toBe(true);
    expect(announcesTrickle("v=0\na=ice-options:ice2\na=x:trickle\n")).toBe(false);
  });
});
