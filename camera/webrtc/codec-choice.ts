import { type Codec, h264Profile } from "../../protocol/sdp/codecs.ts";
import type { MediaSection } from "../../protocol/sdp/parsing.ts";

/** What the camera sends: constrained baseline, level 3.1, single units and fragments. Source: RFC 6184 §8.1. */
export const H264_PARAMETERS = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f";

/** Chooses Opus out of an audio section's codecs; the camera has nothing else. */
export function chooseOpus(section: MediaSection | undefined): Codec | undefined {
  return section?.codecs.find(({ name }) => name === "opus");
}

/**
 * Chooses the H.264 the camera's stream fits best out of a video section's codecs: Alexa offers one, browsers many.
 * Fragmented frames need packetization mode 1; an offer that says nothing, as Alexa's, takes it too.
 */
export function chooseH264(section: MediaSection | undefined): Codec | undefined {
  const choices = section?.codecs.filter(({ name }) => name === "h264") ?? [];
  return choices.toSorted((one, other) => fitness(other) - fitness(one))[0];
}

function fitness(codec: Codec): number {
  const mode1 = codec.parameters === "" || /packetization-mode=1/.test(codec.parameters);
  const profile = h264Profile(codec);
  const baseline = profile === undefined || profile.profile === 66;
  const constrained = /profile-level-id=42e0/i.test(codec.parameters);
  return (mode1 ? 4 : 0) + (baseline ? 2 : 0) + (constrained ? 1 : 0);
}
