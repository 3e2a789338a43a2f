import { describe, expect, it } from "@jest/globals";
import { announceTrickle } from "../../../protocol/sdp/announce-trickle.ts";
import { announcesTrickle } from "../../../protocol/sdp/parsing.ts";
import { checkOffer } from "../../../protocol/sdp/rules.ts";
import { echoOffer, fixture } from "./fixtures.ts";

const announcement = "a=ice-options:trickle\r\n";

describe("announcing trickle in an offer", () => {
  it.each([
    ["an Echo's", echoOffer],
    ["an Echo's with CRLF", echoOffer.replaceAll("\n", "\r\n")],
    ["one with other ICE options", echoOffer.replace("t=0 0\n", "t=0 0\na=ice-options:ice2\n")],
  ])("adds one line to %s and changes nothing else", (_, offer) => {
    const announced = announceTrickle(offer);
    expect(announcesTrickle(announced)).toBe(true);
    expect(announced.split(announcement)).toHaveLength(2);
    expect(announced.replace(announcement, "")).toBe(offer);
  });

  it("makes a line of its own in the session's part, as older versions of the C SDK compare its whole value", () => {
    const [session = "", ...sections] = announceTrickle(echoOffer.replaceAll("\n", "\r\n")).split(/^(?=m=)/m);
    expect(session.split("\r\n")).toContain("a=ice-options:trickle");
    expect(sections.join("")).not.toContain("trickle");
  });

  it("breaks no rule that the offer had not broken", () => {
    const rules = (offer: string) => checkOffer(offer).map(({ rule }) => rule);
    expect(rules(announceTrickle(echoOffer)).filter((rule) => rule !== "trickle-announced")).toEqual(rules(echoOffer));
  });

  it.each([
    ["announces it already", announceTrickle(echoOffer)],
    ["announces it in its sections, as Chromium's does", fixture("offers/chromium.156.sdp")],
    ["has no m= line", "v=0\r\ns=-\r\n"],
    ["is empty", ""],
  ])("leaves an offer alone that %s", (_, offer) => {
    expect(announceTrickle(offer)).toBe(offer);
  });
});
