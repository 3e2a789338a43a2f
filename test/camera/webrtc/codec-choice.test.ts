import { describe, expect, it } from "@jest/globals";
import { chooseH264, chooseOpus } from "../../../camera/webrtc/codec-choice.ts";
import { parseSdp } from "../../../protocol/sdp/parsing.ts";
import { echoOffer } from "../../protocol/sdp/fixtures.ts";

const video = (lines: readonly string[]) =>
  parseSdp(["v=0", "m=video 9 UDP/TLS/RTP/SAVPF 96 102 103 104 105", ...lines].join("\r\n"))?.media[0];

describe("the codec the camera takes", () => {
  it("is the one that Alexa offers", () => {
    const [audio, section] = parseSdp(echoOffer)?.media ?? [];
    expect(chooseOpus(audio)?.payloadType).toBe(96);
    expect(chooseH264(section)?.payloadType).toBe(99);
  });

  it("is constrained baseline with fragments of the many that a browser offers", () => {
    const section = video([
      "a=rtpmap:96 VP8/90000",
      "a=rtpmap:102 H264/90000",
      "a=fmtp:102 packetization-mode=0;profile-level-id=42e01f",
      "a=rtpmap:103 H264/90000",
      "a=fmtp:103 packetization-mode=1;profile-level-id=640c1f",
      "a=rtpmap:104 H264/90000",
      "a=fmtp:104 packetization-mode=1;profile-level-id=42001f",
      "a=rtpmap:105 H264/90000",
      "a=fmtp:105 packetization-mode=1;profile-level-id=42e01f",
    ]);
    expect(chooseH264(section)?.payloadType).toBe(105);
  });

  it("is none when the camera's is not offered", () => {
    expect(chooseH264(video(["a=rtpmap:96 VP8/90000"]))).toBeUndefined();
    expect(chooseH264(undefined)).toBeUndefined();
    expect(chooseOpus(undefined)).toBeUndefined();
  });
});
