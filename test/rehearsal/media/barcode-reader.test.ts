import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type AccessUnit, cameraCode, createVideoSource } from "../../../camera/media/index.ts";
import { createBarcodeReader } from "../../../rehearsal/media/index.ts";

const camera = { cameraId: "front-door", name: "Front door" };
const start = new Date(2026, 0, 2, 3, 4, 5).getTime();

function frames(count: number, isKeyframe: (frame: number) => boolean, of = camera): AccessUnit[] {
  const source = createVideoSource(of);
  return Array.from({ length: count }, (_, frame) =>
    source.nextFrame({
      now: new Date(start + (frame * 1000) / 15),
      keyframe: isKeyframe(frame),
      level: (frame % 10) / 10,
    }),
  );
}

function barcodeOf(frame: number, of = camera): { cameraCode: number; frameNumber: number } {
  return { cameraCode: cameraCode(of.cameraId), frameNumber: frame };
}

function annexB(unit: AccessUnit): Buffer {
  return Buffer.concat(unit.nalUnits.flatMap((nalUnit) => [Buffer.of(0, 0, 0, 1), nalUnit]));
}

describe("the barcode reader", () => {
  it("tells camera and frame of every picture, with keyframes at any place", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 299 }), { maxLength: 20 }), (keyframes) => {
        const reader = createBarcodeReader();
        const read = frames(300, (frame) => keyframes.includes(frame)).map((unit) => reader.read(unit.nalUnits));
        expect(read).toEqual(read.map((_, frame) => barcodeOf(frame)));
      }),
      { numRuns: 3 },
    );
  });

  it("goes on when frame_num begins again at 0, 256 pictures after a keyframe", () => {
    const reader = createBarcodeReader();
    const read = frames(600, () => false).map((unit) => reader.read(unit.nalUnits));
    expect(read).toEqual(read.map((_, frame) => barcodeOf(frame)));
  });

  it("tells two cameras apart", () => {
    const garage = { cameraId: "garage", name: "Garage" };
    const [unit] = frames(1, () => false, garage);
    expect(createBarcodeReader().read(unit?.nalUnits ?? [])).toEqual(barcodeOf(0, garage));
    expect(barcodeOf(0, garage)).not.toEqual(barcodeOf(0));
  });

  it("takes Annex B bytes, and NAL units that have kept their start codes", () => {
    const units = frames(4, () => false);
    const whole = createBarcodeReader();
    const parts = createBarcodeReader();
    for (const [frame, unit] of units.entries()) {
      expect(whole.read(annexB(unit))).toEqual(barcodeOf(frame));
      const kept = unit.nalUnits.map((nalUnit) => Buffer.concat([Buffer.of(0, 0, 1), nalUnit]));
      expect(parts.read(kept)).toEqual(barcodeOf(frame));
    }
  });

  it("passes over an access unit delimiter and other additions", () => {
    const [unit] = frames(1, () => false);
    const delimiter = Buffer.of(0x09, 0xf0);
    const information = Buffer.of(0x06, 0x05, 0x01, 0x00, 0x80);
    expect(createBarcodeReader().read([delimiter, information, ...(unit?.nalUnits ?? [])])).toEqual(barcodeOf(0));
  });

  it("waits for a keyframe when it joins late", () => {
    const units = frames(8, (frame) => frame === 5).slice(2);
    const reader = createBarcodeReader();
    const read = units.map((unit) => reader.read(unit.nalUnits)?.frameNumber);
    expect(read).toEqual([undefined, undefined, undefined, 5, 6, 7]);
  });

  it("waits for a keyframe when a picture was lost, rather than guess", () => {
    const units = frames(10, (frame) => frame === 7);
    const reader = createBarcodeReader();
    const read = units.filter((_, frame) => frame !== 3).map((unit) => reader.read(unit.nalUnits)?.frameNumber);
    expect(read).toEqual([0, 1, 2, undefined, undefined, undefined, 7, 8, 9]);
  });

  it("waits for a keyframe when a picture was cut short", () => {
    const units = frames(6, (frame) => frame === 4);
    const reader = createBarcodeReader();
    const read = units.map((unit, frame) =>
      reader.read(frame === 2 ? unit.nalUnits.map((nalUnit) => nalUnit.subarray(0, -9)) : unit.nalUnits),
    );
    expect(read.map((barcode) => barcode?.frameNumber)).toEqual([0, 1, undefined, undefined, 4, 5]);
  });

  it("reads nothing in a keyframe without its parameter sets", () => {
    const [unit] = frames(1, () => false);
    expect(createBarcodeReader().read(unit?.nalUnits.slice(2) ?? [])).toBeUndefined();
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["zeros", Buffer.alloc(64)],
    ["start codes only", Buffer.from("000000010000000100000001", "hex")],
    ["parameter sets of a High profile camera", Buffer.from("0000000167640028acd940780227e5", "hex")],
    ["a slice of another encoder", Buffer.from("00000001658884000afffef6f0fe05363c", "hex")],
  ])("reads nothing in %s", (_, bytes) => {
    expect(createBarcodeReader().read(bytes)).toBeUndefined();
  });

  it("never throws, whatever bytes come", () => {
    const units = frames(3, () => false).map(annexB);
    const damage = fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(damage, fc.uint8Array({ maxLength: 300 }), (damaged, noise) => {
        const reader = createBarcodeReader();
        expect(() => {
          for (const unit of units) {
            const bytes = Buffer.from(unit);
            for (const { at, byte } of damaged) bytes[at % bytes.length] = byte;
            reader.read(bytes);
            reader.read(noise);
            reader.read(Buffer.concat([Buffer.of(0, 0, 1, 0x41), noise]));
          }
        }).not.toThrow();
        expect(reader.read(units[0] ?? [])).toEqual(barcodeOf(0));
      }),
      { numRuns: 60 },
    );
  });
});
