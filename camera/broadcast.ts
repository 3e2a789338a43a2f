import { randomInt } from "node:crypto";
import type { H264Packetizer, OpusPacketizer, RtpPacket } from "werift";
import type { Clock } from "./clock.ts";
import {
  AUDIO_PACKET_MILLISECONDS,
  type AudioSource,
  VIDEO_FRAMES_PER_SECOND,
  type VideoSource,
} from "./media/index.ts";
import { startTicker } from "./ticker.ts";

/** H.264's RTP clock rate in hertz. Source: RFC 6184 §8.2.1. */
export const VIDEO_CLOCK_RATE = 90_000;
/** Opus's RTP clock rate in hertz, whatever rate the sound has. Source: RFC 7587 §4.1. */
export const AUDIO_CLOCK_RATE = 48_000;

/** Without being asked the camera sends a keyframe this often, in frames, for viewers whose requests are lost: 4 s. */
const KEYFRAME_INTERVAL = 4 * VIDEO_FRAMES_PER_SECOND;
/** Requests within this time of the last keyframe wait: it may still be on its way. In milliseconds. */
const KEYFRAME_GAP = 300;
/** Audio missed for longer than this is left out instead of made up in a burst, in packets: 1 s. */
const MOST_MISSED_AUDIO = 1_000 / AUDIO_PACKET_MILLISECONDS;

/** Someone who is sent the camera's media. */
export interface Listener {
  video(packets: readonly RtpPacket[]): void;
  audio(packets: readonly RtpPacket[]): void;
}

/** The camera's one stream, coded while someone watches and sent alike to all. */
export interface Broadcast {
  /** Adds a listener, whose first picture is a keyframe; the returned function removes it. */
  join(listener: Listener): () => void;
  /** Asks for a keyframe soon. */
  requestKeyframe(): void;
  /** The RTP timestamps of this moment, for sender reports; undefined while nobody watches. */
  timestamps(): { readonly video: number; readonly audio: number } | undefined;
}

/** What a broadcast is made of: its sources, the packetizers of the WebRTC stack, and its clocks. */
export interface BroadcastOptions {
  readonly createVideo: () => VideoSource;
  readonly createAudio: () => AudioSource;
  readonly videoPacketizer: H264Packetizer;
  readonly audioPacketizer: OpusPacketizer;
  readonly clock: Clock;
  readonly now: () => Date;
  /** How loud the viewers are, 0 to 1. */
  readonly level: () => number;
}

/** Makes a camera's stream. Timestamps begin at random (RFC 3550 §5.1) and are common to all viewers. */
export function createBroadcast(options: BroadcastOptions): Broadcast {
  const listeners = new Set<Listener>();
  let watching: ReturnType<typeof watch> | undefined;

  function watch() {
    const start = options.clock.now();
    const base = { video: randomInt(2 ** 32), audio: randomInt(2 ** 32) };
    const video = options.createVideo();
    const audio = options.createAudio();
    let keyframeWanted = true;
    let keyframeAt = Number.NEGATIVE_INFINITY;
    let keyframeIndex = 0;

    const stopVideo = startTicker(options.clock, 1_000 / VIDEO_FRAMES_PER_SECOND, (index) => {
      const settled = options.clock.now() - keyframeAt >= KEYFRAME_GAP;
      const keyframe = (keyframeWanted && settled) || index - keyframeIndex >= KEYFRAME_INTERVAL;
      const frame = video.nextFrame({ now: options.now(), keyframe, level: options.level() });
      if (frame.keyframe) {
        keyframeWanted = false;
        keyframeAt = options.clock.now();
        keyframeIndex = index;
      }
      const timestamp = (base.video + (index * VIDEO_CLOCK_RATE) / VIDEO_FRAMES_PER_SECOND) >>> 0;
      const packets = options.videoPacketizer.packetize(lengthPrefixed(frame.nalUnits), timestamp);
      for (const listener of listeners) listener.video(packets);
    });
    const stopAudio = startTicker(options.clock, AUDIO_PACKET_MILLISECONDS, (index, previous) => {
      for (let due = Math.max(previous + 1, index - MOST_MISSED_AUDIO); due <= index; due += 1) {
        const timestamp = (base.audio + due * ((AUDIO_CLOCK_RATE * AUDIO_PACKET_MILLISECONDS) / 1_000)) >>> 0;
        const packets = options.audioPacketizer.packetize(audio.nextPacket(), timestamp);
        for (const listener of listeners) listener.audio(packets);
      }
    });

    return {
      wantKeyframe: (atOnce: boolean) => {
        keyframeWanted = true;
        if (atOnce) keyframeAt = Number.NEGATIVE_INFINITY;
      },
      timestamps: () => {
        const seconds = (options.clock.now() - start) / 1_000;
        return {
          video: Math.round(base.video + seconds * VIDEO_CLOCK_RATE) % 2 ** 32,
          audio: Math.round(base.audio + seconds * AUDIO_CLOCK_RATE) % 2 ** 32,
        };
      },
      stop: () => {
        stopVideo();
        stopAudio();
      },
    };
  }

  return {
    join(listener) {
      listeners.add(listener);
      watching?.wantKeyframe(true);
      watching ??= watch();
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        watching?.stop();
        watching = undefined;
      };
    },
    requestKeyframe: () => watching?.wantKeyframe(false),
    timestamps: () => watching?.timestamps(),
  };
}

/** Each NAL unit behind its length in four bytes, one of the two forms the packetizer takes. */
function lengthPrefixed(nalUnits: readonly Buffer[]): Buffer {
  return Buffer.concat(
    nalUnits.flatMap((nalUnit) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(nalUnit.length);
      return [length, nalUnit];
    }),
  );
}
