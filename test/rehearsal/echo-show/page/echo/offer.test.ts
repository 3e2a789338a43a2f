import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parseSdp } from "../../../../../protocol/sdp/parsing.ts";
import { checkOffer } from "../../../../../protocol/sdp/rules.ts";
import { splitSections } from "../../../../../protocol/sdp/sections.ts";
import { renameAsAlexa, writeAlexaOffer } from "../../../../../rehearsal/echo-show/page/echo/offer.ts";

const fixture = (name: string) => readFileSync(new URL(`../../../../fixtures/offers/${name}`, import.meta.url), "utf8");
/** What Chromium keeps as its local description when gathering is complete, before anything of it was renamed. */
const chromium = fixture("chromium.156.sdp");
const alexa = fixture("echo-show.2023.sdp");

const address = "203.0.113.42";
const now = new Date("2026-03-01T12:00:00.500Z");
const written = (localDescription: string) => writeAlexaOffer(localDescription, { address, now });
const offer = written(renameAsAlexa(chromium));

/** The kinds of lines of an offer in order, without the values that every offer has of its own. */
function shape(sdp: string): string[] {
  return sdp
    .trimEnd()
    .split("\r\n")
    .map((line) => line.replace(/^(a=(?:candidate|extmap|ssrc|ice-ufrag|ice-pwd|fingerprint):|o=).*/, "$1"))
    .filter((line, index, lines) => line !== "a=candidate:" || lines[index - 1] !== line);
}

describe("a browser's offer in Alexa's dialect", () => {
  it("has the lines of Alexa's own, in their order", () => {
    expect(shape(offer)).toEqual(shape(alexa));
  });

  it("breaks no rule", () => {
    expect(checkOffer(offer)).toEqual([]);
  });

  it("has every candidate in both sections, without hidden addresses and without IPv6", () => {
    const sdp = chromium.replace(
      "a=ice-ufrag:Kq3v",
      "a=candidate:7 1 udp 2122260223 2001:db8::7 50000 typ host generation 0\r\n" +
        "a=candidate:8 1 tcp 1518280447 203.0.113.9 9 typ host tcptype active generation 0\r\na=ice-ufrag:Kq3v",
    );
    const sections = splitSections(written(sdp)).media.map(({ attributes }) => attributes.get("candidate"));
    const expected = [
      "2896278100 1 UDP 2113937151 203.0.113.42 40114 typ host",
      "1510613869 1 UDP 2113942271 203.0.113.42 58320 typ host",
      "8 1 TCP 1518280447 203.0.113.9 9 typ host tcptype active",
    ];
    expect(sections).toEqual([expected, expected]);
  });

  it("keeps what is the browser's own: credentials, fingerprint, directions and the number of abs-send-time", () => {
    const sections = splitSections(offer).media;
    for (const { attributes } of sections) {
      expect(attributes.get("ice-ufrag")).toEqual(["Kq3v"]);
      expect(attributes.get("ice-pwd")).toEqual(["Zt8sWc1LhYb5RfXoPm2GdUe7"]);
      expect(attributes.get("fingerprint")).toEqual([expect.stringMatching(/^sha-256 3C:91:0B/)]);
      expect(attributes.get("extmap")).toEqual([expect.stringMatching(/^2 .*abs-send-time$/)]);
    }
    const mute = written(chromium.replaceAll("a=sendrecv", "a=recvonly"));
    expect(parseSdp(mute)?.media.map(({ direction }) => direction)).toEqual(["recvonly", "recvonly"]);
  });

  it("tells its age in seconds since 1900", () => {
    expect(offer).toMatch(/^o=- 3981355200 3981355200 IN IP4 0\.0\.0\.0\r$/m);
  });

  it("has no candidate when the browser has none", () => {
    const findings = checkOffer(written(chromium.replace(/a=candidate:.*\r\n/g, "")));
    expect(findings.map(({ rule }) => rule)).toEqual(["offer-without-candidates"]);
  });

  it("keeps the mids and payload types of a browser that refused Alexa's", () => {
    const own = written(chromium);
    expect(own).toContain("a=group:BUNDLE 0 1\r\n");
    expect(own).toContain("m=audio 1 UDP/TLS/RTP/SAVPF 111 0 8\r\n");
    expect(own).toContain("m=video 1 UDP/TLS/RTP/SAVPF 108\r\n");
    expect(own).toContain("a=rtcp-fb:108 nack pli\r\n");
    expect(checkOffer(own)).toEqual([]);
  });
});

describe("the offer that the browser keeps", () => {
  it("differs from its own in mids and payload types alone", () => {
    const renamed = renameAsAlexa(chromium);
    const back = renamed
      .replaceAll("audio0", "0")
      .replaceAll("video0", "1")
      .replace(/^(m=audio .*) 96\b/m, "$1 111")
      .replace(/^(m=video .*) 99\b/m, "$1 108")
      .replace(/^a=(rtpmap|rtcp-fb|fmtp):96 /gm, "a=$1:111 ")
      .replace(/^a=(rtpmap|rtcp-fb|fmtp):99 /gm, "a=$1:108 ");
    expect(renamed).not.toBe(chromium);
    expect(back).toBe(chromium);
  });
});
