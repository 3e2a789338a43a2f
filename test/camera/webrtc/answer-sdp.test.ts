import { describe, expect, it } from "@jest/globals";
import { completeAnswer, describeMedia } from "../../../camera/webrtc/answer-sdp.ts";
import { cameraAnswer, echoOffer, inSection, without } from "../../protocol/sdp/fixtures.ts";

const bare = without(cameraAnswer, /^a=(candidate|end-of-candidates|fmtp)/).replaceAll(
  "a=setup:active",
  "a=ice-options:trickle\na=setup:active",
);
const one = { candidate: "candidate:1 1 udp 2130706431 203.0.113.80 40100 typ host", mid: "audio0" };
const two = { candidate: "candidate:2 1 udp 1694498815 203.0.113.81 40100 typ srflx", mid: "video0" };

describe("an answer for a viewer that takes no candidates afterwards", () => {
  it("has all candidates of the BUNDLE in each section, once, with their end, and no word of trickle", () => {
    const answer = completeAnswer(bare, [one, one, two]);
    for (const section of answer.split(/^(?=m=)/m).slice(1)) {
      expect(section).toContain(`a=${one.candidate}\r\na=${two.candidate}\r\na=end-of-candidates\r\n`);
    }
    expect(answer.match(/^a=candidate/gm)).toHaveLength(4);
    expect(answer).not.toContain("trickle");
    expect(answer.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("has each section's own candidates when nothing is bundled", () => {
    const [, audio = "", video = ""] = completeAnswer(without(bare, /^a=group/), [one, two]).split(/^(?=m=)/m);
    expect(audio).toContain(one.candidate);
    expect(audio).not.toContain(two.candidate);
    expect(video).toContain(two.candidate);
  });

  it("has none in a section it refuses", () => {
    const answer = completeAnswer(
      inSection(bare, 0, (section) => section.replace("m=audio 9", "m=audio 0")),
      [one],
    );
    const [, audio = "", video = ""] = answer.split(/^(?=m=)/m);
    expect(audio).not.toContain("candidate");
    expect(video).toContain(one.candidate);
  });
});

describe("the media of an answer", () => {
  it("says what H.264 it sends where the offer, as Alexa's, says nothing", () => {
    expect(describeMedia(bare, echoOffer)).toContain(
      "a=rtpmap:99 H264/90000\r\na=fmtp:99 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n",
    );
    expect(describeMedia(cameraAnswer, echoOffer).match(/^a=fmtp/gm)).toHaveLength(1);
  });

  it("mixes header extension forms only with those who offer it", () => {
    const mixed = bare.replace("t=0 0", "t=0 0\na=extmap-allow-mixed");
    expect(describeMedia(mixed, echoOffer)).not.toContain("extmap-allow-mixed");
    expect(describeMedia(mixed, mixed)).toContain("extmap-allow-mixed");
  });
});
