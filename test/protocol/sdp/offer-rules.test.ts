import { describe, expect, it } from "@jest/globals";
import { checkOffer } from "../../../protocol/sdp/rules.ts";
import { echoOffer, without } from "./fixtures.ts";

const rulesOf = (offer: string) => checkOffer(offer).map(({ rule }) => rule);

describe("an offer of an Echo Show", () => {
  it("is accepted, with a word on its component 2", () => {
    expect(checkOffer(echoOffer)).toEqual([
      {
        rule: "component-2-with-rtcp-mux",
        severity: "warn",
        detail: "component 2 beside rtcp-mux in section 1, 2",
      },
    ]);
  });

  it.each([
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("is accepted with %s line ends too", (_name, lineEnd) => {
    expect(rulesOf(echoOffer.replaceAll("\n", lineEnd))).toEqual(["component-2-with-rtcp-mux"]);
  });
});

describe("an offer is refused", () => {
  it.each([
    ["empty", ""],
    ["JSON", '{"type":"offer"}'],
    ["an SDP without a media section", "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n"],
    ["an SDP of another version", echoOffer.replace("v=0", "v=1")],
  ])("when it is %s", (_name, offer) => {
    expect(checkOffer(offer)).toEqual([
      { rule: "offer-not-sdp", severity: "refuse", detail: "it does not begin with v=0, or has no m= line" },
    ]);
  });

  it("when it has no fingerprint", () => {
    expect(checkOffer(without(echoOffer, /^a=fingerprint/))[0]).toEqual({
      rule: "no-fingerprint",
      severity: "refuse",
      detail: "no fingerprint for section 1, 2",
    });
  });

  it("when it has no ice-ufrag or no ice-pwd", () => {
    expect(rulesOf(without(echoOffer, /^a=ice-ufrag/))).toContain("no-ufrag");
    expect(rulesOf(without(echoOffer, /^a=ice-pwd/))).toContain("no-ufrag");
  });

  it("when the channel cannot carry it, by the form the camera wants", () => {
    const padding = "a=x-padding:0123456789\n".repeat(224);
    expect(checkOffer(echoOffer + padding)[0]).toMatchObject({ rule: "offer-too-large", severity: "refuse" });
    expect(checkOffer(echoOffer + padding, "sdp").map(({ rule }) => rule)).not.toContain("offer-too-large");
  });
});

describe("an offer is only remarked on", () => {
  it.each([
    ["announces trickle", "trickle-announced", echoOffer.replace("t=0 0", "t=0 0\na=ice-options:ice2 trickle")],
    ["announces trickle first", "trickle-announced", echoOffer.replace("t=0 0", "t=0 0\na=ice-options:trickle ice2")],
    ["has no candidate", "offer-without-candidates", without(echoOffer, /^a=candidate/)],
    ["hides an address", "mdns-candidates", echoOffer.replace("203.0.113.42", "0b5c4a3e.local")],
    ["has no H.264", "h264-not-offered", echoOffer.replace("H264/90000", "VP8/90000")],
    ["fixes the DTLS role", "setup-not-actpass", echoOffer.replace("setup:actpass", "setup:active")],
  ])("when it %s", (_name, rule, offer) => {
    const findings = checkOffer(offer).filter((finding) => finding.rule !== "component-2-with-rtcp-mux");
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(findings[0]?.severity).toBe("warn");
  });
});

describe("credentials", () => {
  it("may stand once for the whole session", () => {
    const lines = echoOffer.split("\n").filter((line) => /^a=(ice-|fingerprint)/.test(line));
    const moved = without(echoOffer, /^a=(ice-|fingerprint)/).replace(
      "t=0 0",
      `t=0 0\n${lines.slice(0, 3).join("\n")}`,
    );
    expect(rulesOf(moved)).toEqual(["component-2-with-rtcp-mux"]);
  });

  it("made of digits are still credentials", () => {
    expect(rulesOf(echoOffer.replaceAll("tQ7n", "1234"))).toEqual(["component-2-with-rtcp-mux"]);
  });

  it("never show in a finding", () => {
    const broken = without(echoOffer, /^a=(setup|rtpmap|fingerprint)/);
    const said = JSON.stringify(checkOffer(broken));
    expect(said).toContain("no-fingerprint");
    expect(said).not.toMatch(/tQ7n|sentinelIcePwd|203\.0\.113/);
  });
});
