import { describe, expect, it } from "@jest/globals";
import { checkAnswer } from "../../../protocol/sdp/rules.ts";
import { cameraAnswer, echoOffer, inSection, without } from "./fixtures.ts";

const rulesOf = (answer: string, offer = echoOffer) => checkAnswer(answer, offer).map(({ rule }) => rule);
const AUDIO = 0;
const VIDEO = 1;
const refused = (section: string) => section.replace(/^(m=\w+) \d+/, "$1 0");

describe("an answer of a camera", () => {
  it("breaks no rule, though it says packetization-mode=1 and 42e01f where the offer says nothing", () => {
    expect(checkAnswer(cameraAnswer, echoOffer, { talk: false })).toEqual([]);
  });

  it("breaks no rule when it has no fmtp at all, as the offer", () => {
    expect(rulesOf(without(cameraAnswer, /^a=fmtp/))).toEqual([]);
  });

  it("may leave the transport lines to the first section of the BUNDLE, candidates with a word", () => {
    const bundled = inSection(cameraAnswer, VIDEO, (section) =>
      without(section, /^a=(ice-ufrag|ice-pwd|fingerprint|candidate)/),
    );
    expect(rulesOf(bundled)).toEqual(["candidates-missing-in-a-section"]);
  });

  it("is read on its own when the offer cannot be read", () => {
    expect(rulesOf(cameraAnswer, "not an offer")).toEqual([]);
    expect(rulesOf(without(cameraAnswer, /^a=(candidate|fingerprint)/), "not an offer")).toEqual([
      "no-fingerprint",
      "answer-without-candidates",
    ]);
  });

  it("without video is right when none was offered", () => {
    const audioOnly = (sdp: string) =>
      (sdp.split(/^(?=m=video)/m)[0] ?? "").replace("BUNDLE audio0 video0", "BUNDLE audio0");
    expect(rulesOf(audioOnly(cameraAnswer), audioOnly(echoOffer))).toEqual([]);
  });

  it("without audio is right when none was offered", () => {
    const videoOnly = (sdp: string) => inSection(sdp, AUDIO, () => "").replace("BUNDLE audio0 video0", "BUNDLE video0");
    expect(rulesOf(videoOnly(cameraAnswer), videoOnly(echoOffer))).toEqual([]);
  });
});

describe("an answer is refused", () => {
  it.each([
    ["empty", ""],
    ["a failure text", "null"],
    ["an SDP without a media section", "v=0\ns=-\n"],
  ])("when it is %s", (_name, answer) => {
    expect(checkAnswer(answer, echoOffer)).toMatchObject([{ rule: "answer-not-sdp", severity: "refuse" }]);
  });

  it.each([
    ["lacks a section", inSection(cameraAnswer, AUDIO, () => "")],
    ["has one too many", `${cameraAnswer}m=video 9 UDP/TLS/RTP/SAVPF 99\na=mid:video1\n`],
    ["has them in another order", cameraAnswer.replace(/(m=audio[\s\S]*?)(m=video[\s\S]*)/, "$2$1")],
    ["has another kind in a place", cameraAnswer.replace("m=audio", "m=application")],
    ["has another mid", cameraAnswer.replaceAll("audio0", "0")],
  ])("when it %s", (_name, answer) => {
    expect(checkAnswer(answer, echoOffer)[0]).toMatchObject({ rule: "media-lines-mismatch", severity: "refuse" });
  });

  it.each([
    ["no fingerprint", "no-fingerprint", without(cameraAnswer, /^a=fingerprint/)],
    ["an empty fingerprint", "no-fingerprint", cameraAnswer.replace(/^a=fingerprint.*/gm, "a=fingerprint:")],
    ["no ice-ufrag", "no-ufrag", without(cameraAnswer, /^a=ice-ufrag/)],
    ["no ice-pwd", "no-ufrag", without(cameraAnswer, /^a=ice-pwd/)],
    ["no candidate", "answer-without-candidates", without(cameraAnswer, /^a=candidate/)],
    ["another video codec", "h264-not-accepted", cameraAnswer.replace("H264/90000", "VP8/90000")],
    ["video refused by port 0", "h264-not-accepted", inSection(cameraAnswer, VIDEO, refused)],
    ["a payload type no rtpmap names", "h264-not-accepted", without(cameraAnswer, /^a=rtpmap:99/)],
  ])("when it has %s", (_name, rule, answer) => {
    expect(checkAnswer(answer, echoOffer)[0]).toMatchObject({ rule, severity: "refuse" });
  });
});

describe("an answer is only remarked on", () => {
  it.each([
    ["announces trickle", ["trickle-announced"], cameraAnswer.replace("t=0 0", "t=0 0\na=ice-options:trickle")],
    ["has component 2", ["component-2-with-rtcp-mux"], cameraAnswer.replace("candidate:1 1", "candidate:1 2")],
    [
      "has private addresses alone",
      ["only-private-candidates"],
      cameraAnswer.replace(/ 203\.0\.113\.8\d /g, " 192.168.1.20 "),
    ],
    [
      "has IPv6 addresses alone",
      ["only-ipv6-candidates"],
      cameraAnswer.replace(/ 203\.0\.113\.8\d /g, " 2001:db8::20 "),
    ],
    ["has TCP candidates alone", ["only-tcp-candidates"], cameraAnswer.replace(/ 1 udp /g, " 1 TCP ")],
    ["hides one address", ["mdns-candidates"], cameraAnswer.replace("203.0.113.80", "0b5c4a3e.local")],
    [
      "hides all addresses",
      ["only-private-candidates", "mdns-candidates"],
      cameraAnswer.replace(/ 203\.0\.113\.8\d /g, " 0b5c4a3e.local "),
    ],
    [
      "has candidates in one section",
      ["candidates-missing-in-a-section"],
      inSection(cameraAnswer, VIDEO, (section) => without(section, /^a=candidate/)),
    ],
    ["leaves a mid out", ["mid-missing"], inSection(cameraAnswer, AUDIO, (section) => without(section, /^a=mid/))],
    ["takes no Opus", ["opus-not-accepted"], without(cameraAnswer.replace("SAVPF 96", "SAVPF 0"), /^a=rtpmap:96/)],
    ["refuses audio", ["audio-rejected"], inSection(cameraAnswer, AUDIO, refused)],
    [
      "refuses audio without its mid",
      ["rejected-media-without-mid", "audio-rejected"],
      inSection(cameraAnswer, AUDIO, (section) => without(refused(section), /^a=mid/)),
    ],
    [
      "takes the passive role",
      ["setup-not-active", "setup-not-active"],
      cameraAnswer.replaceAll("setup:active", "setup:passive"),
    ],
    [
      "takes no role",
      ["setup-actpass-in-answer", "setup-actpass-in-answer"],
      cameraAnswer.replaceAll("setup:active", "setup:actpass"),
    ],
    ["drops the BUNDLE", ["bundle-differs"], without(cameraAnswer, /^a=group/)],
    ["drops rtcp-mux", ["rtcp-mux-missing"], cameraAnswer.replace("a=rtcp-mux\n", "")],
    ["says High profile", ["h264-profile-unusual"], cameraAnswer.replace("42e01f", "640c1f")],
    ["says level 4.0", ["h264-level-high"], cameraAnswer.replace("42e01f", "42e028")],
    [
      "sends no video",
      ["media-not-sent"],
      inSection(cameraAnswer, VIDEO, (section) => section.replace("sendonly", "recvonly")),
    ],
    ["adds a codec", ["codec-not-offered"], cameraAnswer.replace("SAVPF 96", "SAVPF 96 9")],
    [
      "moves a codec",
      ["payload-type-changed"],
      cameraAnswer.replace("SAVPF 99", "SAVPF 125").replace(/:99 /g, ":125 "),
    ],
  ])("when it %s", (_name, rules, answer) => {
    const findings = checkAnswer(answer, echoOffer);
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    expect(findings.every(({ severity }) => severity === "warn")).toBe(true);
  });

  it("when it is sendrecv and the camera has no talk", () => {
    const answer = inSection(cameraAnswer, AUDIO, (section) => section.replace("sendonly", "sendrecv"));
    expect(checkAnswer(answer, echoOffer, { talk: false }).map(({ rule }) => rule)).toEqual([
      "audio-sendrecv-without-talk",
    ]);
    expect(checkAnswer(answer, echoOffer, { talk: true })).toEqual([]);
    expect(checkAnswer(answer, echoOffer)).toEqual([]);
  });

  it("when it sends to one that wants to send", () => {
    expect(rulesOf(cameraAnswer, echoOffer.replaceAll("a=sendrecv", "a=sendonly"))).toEqual([
      "direction-conflicts",
      "direction-conflicts",
    ]);
  });
});
