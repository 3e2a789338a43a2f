import { describe, expect, it } from "@jest/globals";
import { dePacketizeRtpPackets, type RtpPacket } from "werift";
import { createAudioSource, createVideoSource } from "../../camera/media/index.ts";
import { createMediaBroadcast } from "../../camera/webrtc/index.ts";
import { createManualClock } from "./manual-clock.ts";

function setUp() {
  const clock = createManualClock();
  let sources = 0;
  const broadcast = createMediaBroadcast({
    createVideo: () => {
      sources += 1;
      return createVideoSource({ cameraId: "front-door", name: "Front Door" });
    },
    createAudio: createAudioSource,
    clock,
    now: () => new Date(0),
    level: () => 0,
  });
  return { clock, broadcast, sources: () => sources };
}

function listen() {
  const video: (readonly RtpPacket[])[] = [];
  const audio: RtpPacket[] = [];
  return {
    listener: {
      video: (packets: readonly RtpPacket[]) => void video.push(packets),
      audio: (packets: readonly RtpPacket[]) => void audio.push(...packets),
    },
    /** One letter a frame: K for a keyframe. */
    frames: () =>
      video.map((packets) => (dePacketizeRtpPackets("MPEG4/ISO/AVC", [...packets]).isKeyframe ? "K" : "p")).join(""),
    video,
    audio,
  };
}

describe("the camera's stream", () => {
  it("begins with a keyframe, at 15 frames and 50 audio packets a second", () => {
    const { clock, broadcast } = setUp();
    const viewer = listen();
    broadcast.join(viewer.listener);
    clock.advance(999);
    expect(viewer.frames()).toBe("Kpppppppppppppp");
    expect(viewer.audio).toHaveLength(50);
  });

  it("stamps video with 90 kHz and audio with 48 kHz, without gaps in the sequence", () => {
    const { clock, broadcast } = setUp();
    const viewer = listen();
    broadcast.join(viewer.listener);
    clock.advance(70);
    const [first, second] = viewer.video.map(([packet]) => packet?.header.timestamp ?? 0);
    expect(((second ?? 0) - (first ?? 0)) >>> 0).toBe(6_000);
    const [one, two] = viewer.audio.map(({ header }) => header.timestamp);
    expect(((two ?? 0) - (one ?? 0)) >>> 0).toBe(960);
    const numbers = viewer.video.flat().map(({ header }) => header.sequenceNumber);
    expect(numbers).toEqual(numbers.map((_, index) => ((numbers[0] ?? 0) + index) % 0x1_0000));
  });

  it("gives each viewer who joins a keyframe, coding once for all", () => {
    const { clock, broadcast, sources } = setUp();
    const one = listen();
    const other = listen();
    broadcast.join(one.listener);
    clock.advance(140);
    broadcast.join(other.listener);
    clock.advance(140);
    expect(one.frames()).toBe("KppKp");
    expect(other.frames()).toBe("Kp");
    expect(sources()).toBe(1);
  });

  it("answers many requests for a keyframe with one, and not while the last is still on its way", () => {
    const { clock, broadcast } = setUp();
    const viewer = listen();
    broadcast.join(viewer.listener);
    clock.advance(70);
    for (let request = 0; request < 5; request += 1) broadcast.requestKeyframe();
    clock.advance(400);
    expect(viewer.frames()).toBe("KppppKpp");
  });

  it("has a keyframe every four seconds for viewers whose requests are lost", () => {
    const { clock, broadcast } = setUp();
    const viewer = listen();
    broadcast.join(viewer.listener);
    clock.advance(8_100);
    expect([...viewer.frames()].flatMap((letter, index) => (letter === "K" ? [index] : []))).toEqual([0, 60, 120]);
  });

  it("leaves out frames it had no time for and makes up the audio of up to a second", () => {
    const { clock, broadcast } = setUp();
    const viewer = listen();
    broadcast.join(viewer.listener);
    clock.stall(500);
    clock.advance(1);
    expect(viewer.frames()).toBe("Kp");
    expect(viewer.audio).toHaveLength(26);
    clock.stall(60_000);
    clock.advance(1);
    expect(viewer.audio.length).toBeLessThanOrEqual(26 + 52);
  });

  it("is coded only while someone watches", () => {
    const { clock, broadcast, sources } = setUp();
    expect(broadcast.timestamps()).toBeUndefined();
    const leave = broadcast.join(listen().listener);
    expect(broadcast.timestamps()).toBeDefined();
    leave();
    leave();
    expect(clock.waiting()).toBe(0);
    expect(broadcast.timestamps()).toBeUndefined();
    broadcast.join(listen().listener);
    expect(sources()).toBe(2);
  });

  it("says which timestamps this moment has, for the sender reports", () => {
    const { clock, broadcast } = setUp();
    const viewer = listen();
    broadcast.join(viewer.listener);
    clock.advance(1_000);
    const now = broadcast.timestamps();
    const since = (latest: number, first: number | undefined) => (latest - (first ?? 0)) >>> 0;
    expect(since(now?.video ?? 0, viewer.video[0]?.[0]?.header.timestamp)).toBe(90_000);
    expect(since(now?.audio ?? 0, viewer.audio[0]?.header.timestamp)).toBe(48_000);
  });
});
