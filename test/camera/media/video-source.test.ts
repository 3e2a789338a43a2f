import { describe, expect, it } from "@jest/globals";
import { createPlanes } from "../../../camera/media/h264/planes.ts";
import { type AccessUnit, createVideoSource, VIDEO_HEIGHT, VIDEO_WIDTH } from "../../../camera/media/index.ts";
import { createTestPicture } from "../../../camera/media/picture/test-picture.ts";
import { createPictureDecoder } from "../../../rehearsal/media/index.ts";

const camera = { cameraId: "front-door", name: "Front door" };
const start = new Date(2026, 0, 2, 23, 59, 50).getTime();

function momentOf(frame: number): { now: Date; level: number } {
  return { now: new Date(start + (frame * 1000) / 15), level: Math.abs(Math.sin(frame / 9)) };
}

function frames(count: number, keyframes: readonly number[] = [], named = camera): AccessUnit[] {
  const source = createVideoSource(named);
  return Array.from({ length: count }, (_, frame) =>
    source.nextFrame({ ...momentOf(frame), keyframe: keyframes.includes(frame) }),
  );
}

function typesOf(unit: AccessUnit | undefined): number[] {
  return (unit?.nalUnits ?? []).map((nalUnit) => (nalUnit[0] ?? 0) & 31);
}

function sizeOf(unit: AccessUnit): number {
  return unit.nalUnits.reduce((total, nalUnit) => total + nalUnit.length, 0);
}

describe("the video source", () => {
  it("begins with a keyframe that carries the parameter sets, though none was asked for", () => {
    const [first] = frames(1);
    expect(first?.keyframe).toBe(true);
    expect(typesOf(first)).toEqual([7, 8, 5]);
  });

  it("sends a keyframe whenever it is asked, and only changes in between", () => {
    const units = frames(6, [3, 4]);
    expect(units.map((unit) => unit.keyframe)).toEqual([true, false, false, true, true, false]);
    expect(units.map(typesOf)).toEqual([[7, 8, 5], [1], [1], [7, 8, 5], [7, 8, 5], [1]]);
  });

  it("numbers its frames from 0, keyframes or not", () => {
    expect(frames(6, [3]).map((unit) => unit.frameNumber)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("decodes to exactly the picture that was painted, frame for frame", () => {
    const paint = createTestPicture(camera);
    const decoder = createPictureDecoder();
    const meant = createPlanes(VIDEO_WIDTH, VIDEO_HEIGHT);
    for (const [frame, unit] of frames(300, [17, 18, 290]).entries()) {
      paint(meant, { ...momentOf(frame), frameNumber: frame });
      const decoded = decoder.decode(unit.nalUnits);
      for (const plane of ["luma", "cb", "cr"] as const) {
        expect(Buffer.compare(decoded?.[plane].samples ?? Buffer.of(), meant[plane].samples)).toBe(0);
      }
    }
  });

  it("stays small: under 20 KB for a keyframe, under 2 KB for any other", () => {
    const longest = { cameraId: "w".repeat(256), name: "The camera with the longest name" };
    for (const named of [camera, longest]) {
      const units = frames(150, [40, 80, 120], named);
      expect(Math.max(...units.filter((unit) => unit.keyframe).map(sizeOf))).toBeLessThan(20_000);
      expect(Math.max(...units.filter((unit) => !unit.keyframe).map(sizeOf))).toBeLessThan(2_000);
    }
  });

  it("tells one keyframe from the next, as a decoder demands", () => {
    const source = createVideoSource(camera);
    const still = { now: new Date(start), keyframe: true };
    const slices = Array.from({ length: 3 }, () => source.nextFrame(still).nalUnits[2]?.subarray(0, 8).toString("hex"));
    expect(slices[0]).not.toBe(slices[1]);
    expect(slices[1]).not.toBe(slices[2]);
  });
});
