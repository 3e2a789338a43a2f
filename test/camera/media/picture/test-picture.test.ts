import { describe, expect, it } from "@jest/globals";
import { createPlanes, type Planes, sameMacroblock } from "../../../../camera/media/h264/planes.ts";
import { createTestPicture, type Moment } from "../../../../camera/media/picture/test-picture.ts";

const camera = { cameraId: "front-door", name: "Front door" };
const moment: Moment = { now: new Date(2026, 0, 2, 3, 4, 5, 0), frameNumber: 40 };

function painted(of: Partial<typeof camera> = {}, at: Partial<Moment> = {}): Planes {
  const picture = createPlanes(640, 360);
  createTestPicture({ ...camera, ...of })(picture, { ...moment, ...at });
  return picture;
}

/** Rows of macroblocks in which two pictures differ. */
function differingRows(a: Planes, b: Planes): number[] {
  const rows = Array.from({ length: 23 }, (_, row) => row);
  return rows.filter((row) =>
    Array.from({ length: 40 }, (_, column) => column).some((column) => !sameMacroblock(a, b, column, row)),
  );
}

const NAME = [2, 3, 4, 5];
const FINE_LINE = [7];
const CLOCK = [10, 11, 12, 13];
const LEVEL = [16];
const BLOCK = [18];
const BARCODE = [20, 21];

describe("the test picture", () => {
  it("shows the camera's name in large letters", () => {
    expect(differingRows(painted(), painted({ name: "Garage" }))).toEqual(NAME);
    expect(differingRows(painted({ name: "" }), painted({ name: "Garage" }))).toEqual(NAME);
  });

  it("shows the camera's id, in small letters and in the barcode's first row", () => {
    expect(differingRows(painted(), painted({ cameraId: "front-gate" }))).toEqual([...FINE_LINE, BARCODE[0]]);
  });

  it("gives cameras grounds of different colours", () => {
    const tints = Array.from({ length: 20 }, (_, index) => {
      const { cb, cr } = painted({ cameraId: `camera-${index}` });
      return `${cb.samples[100]} ${cr.samples[100]}`;
    });
    expect(new Set(tints).size).toBeGreaterThan(3);
  });

  it("shows the time of day running", () => {
    const tenthLater = new Date(moment.now.getTime() + 100);
    expect(differingRows(painted(), painted({}, { now: tenthLater }))).toEqual(CLOCK);
  });

  it("moves a block and counts in the barcode from frame to frame", () => {
    expect(differingRows(painted(), painted({}, { frameNumber: 41 }))).toEqual([...BLOCK, ...BARCODE]);
  });

  it("lights the sound bar up to the level", () => {
    const litColumns = (level: number) =>
      Array.from({ length: 40 }, (_, column) => column).filter(
        (column) => !sameMacroblock(painted(), painted({}, { level }), column, LEVEL[0] ?? 0),
      ).length;
    expect(differingRows(painted(), painted({}, { level: 0.5 }))).toEqual(LEVEL);
    expect([0, 0.5, 1, 7, -1, Number.NaN].map(litColumns)).toEqual([0, 16, 32, 32, 0, 0]);
  });

  it("keeps the brightness that video allows, with every letter in place", () => {
    const luma = painted({ cameraId: "w".repeat(256), name: "#".repeat(80) }, { level: 1 }).luma.samples;
    expect(luma.every((sample) => sample >= 16 && sample <= 235)).toBe(true);
  });
});
