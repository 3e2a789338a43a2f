import { describe, expect, it } from "@jest/globals";
import { AUDIO_PACKET_MILLISECONDS, createAudioSource, silence } from "../../../camera/media/index.ts";
import { MELODY_SECONDS, melody, SAMPLE_RATE } from "../../../camera/media/opus/melody.ts";
import { TONE_PACKETS } from "../../../camera/media/opus/packets.ts";

/** RFC 6716, section 3.1: what a packet's first byte says. */
function contentsOf(packet: Buffer): { milliseconds: number; stereo: boolean; frameCountCode: number } {
  const first = packet.readUInt8(0);
  const configuration = first >> 3;
  const milliseconds =
    configuration < 12
      ? ([10, 20, 40, 60][configuration % 4] ?? 0)
      : configuration < 16
        ? ([10, 20][configuration % 2] ?? 0)
        : ([2.5, 5, 10, 20][configuration % 4] ?? 0);
  return { milliseconds, stereo: (first & 4) !== 0, frameCountCode: first & 3 };
}

describe("the audio source", () => {
  it("hands out packets of one mono frame of 20 ms each, silence too", () => {
    const source = createAudioSource();
    const packets = [silence, ...TONE_PACKETS.map(() => source.nextPacket())];
    for (const packet of packets) {
      expect(contentsOf(packet)).toEqual({
        milliseconds: AUDIO_PACKET_MILLISECONDS,
        stereo: false,
        frameCountCode: 0,
      });
    }
  });

  it("plays the whole melody and begins again", () => {
    const source = createAudioSource();
    const count = (MELODY_SECONDS * 1000) / AUDIO_PACKET_MILLISECONDS;
    const first = Array.from({ length: count }, () => source.nextPacket().toString("base64"));
    const second = Array.from({ length: count }, () => source.nextPacket().toString("base64"));
    expect(first).toEqual(TONE_PACKETS);
    expect(second).toEqual(first);
  });

  it("takes less than 24 kbit/s", () => {
    const bytes = TONE_PACKETS.reduce((total, packet) => total + Buffer.from(packet, "base64").length, 0);
    expect((bytes * 8) / MELODY_SECONDS).toBeLessThan(24_000);
  });

  it("is silent while a viewer talks, and goes on with the melody afterwards", () => {
    let talking = false;
    const source = createAudioSource({ talk: () => talking });
    const played = [false, true, true, false].map((now) => {
      talking = now;
      return source.nextPacket().toString("base64");
    });
    const quiet = silence.toString("base64");
    expect(played).toEqual([TONE_PACKETS[0], quiet, quiet, TONE_PACKETS[3]]);
  });
});

describe("the melody", () => {
  it("is quiet, and has died away when it begins again", () => {
    const samples = melody();
    const loudest = (part: Int16Array) => part.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    expect(samples.length).toBe(MELODY_SECONDS * SAMPLE_RATE);
    expect(loudest(samples)).toBeGreaterThan(2_000);
    expect(loudest(samples)).toBeLessThan(6_000);
    expect(loudest(samples.subarray(-SAMPLE_RATE / 50))).toBeLessThan(100);
  });
});
