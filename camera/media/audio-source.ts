import { SILENCE_PACKET, TONE_PACKETS } from "./opus/packets.ts";

/** How much sound one packet holds: 960 samples of the RTP clock's 48,000 a second. */
export const AUDIO_PACKET_MILLISECONDS = 20;

/** An Opus packet of 20 ms without sound. */
export const silence: Buffer = Buffer.from(SILENCE_PACKET, "base64");

const tone: readonly Buffer[] = TONE_PACKETS.map((packet) => Buffer.from(packet, "base64"));

/** A stream of Opus packets, one for each call. */
export interface AudioSource {
  /** The next {@link AUDIO_PACKET_MILLISECONDS} of sound. */
  nextPacket(): Buffer;
}

/**
 * Makes the camera's own sound: a quiet melody of four seconds, over and over. While `talk` says that a viewer is
 * talking, the camera is silent, as a doorbell is, so that the viewer does not hear an echo.
 */
export function createAudioSource(options: { talk?: () => boolean } = {}): AudioSource {
  let next = 0;
  return {
    nextPacket() {
      const packet = tone[next] ?? silence;
      next = (next + 1) % tone.length;
      return options.talk?.() ? silence : packet;
    },
  };
}
