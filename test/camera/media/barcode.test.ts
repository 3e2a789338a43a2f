import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  BARCODE_LAYOUT,
  type Barcode,
  barcodeCells,
  cameraCode,
  FRAME_NUMBER_RANGE,
  readBarcodeCells,
} from "../../../camera/media/barcode.ts";

const barcode: fc.Arbitrary<Barcode> = fc.record({
  cameraCode: fc.integer({ min: 0, max: 0xffff }),
  frameNumber: fc.integer({ min: 0, max: FRAME_NUMBER_RANGE - 1 }),
});

function read(cells: readonly (readonly boolean[])[], black = 16, white = 235): Barcode | undefined {
  return readBarcodeCells((column, row) => (cells[row]?.[column] ? white : black));
}

describe("the barcode", () => {
  it("has the rows and columns of its layout", () => {
    const cells = barcodeCells({ cameraCode: 1, frameNumber: 2 });
    expect(cells.map((row) => row.length)).toEqual(new Array(BARCODE_LAYOUT.rows).fill(BARCODE_LAYOUT.columns));
  });

  it("reads back, in limited or full range", () => {
    fc.assert(
      fc.property(barcode, (value) => {
        expect(read(barcodeCells(value))).toEqual(value);
        expect(read(barcodeCells(value), 0, 255)).toEqual(value);
        expect(read(barcodeCells(value), 60, 180)).toEqual(value);
      }),
    );
  });

  it("is refused when one, two or three cells are wrong", () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 55 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(barcode, places, (value, wrong) => {
        const cells = barcodeCells(value).map((row, index) =>
          row.map((cell, column) => cell !== wrong.includes(index * BARCODE_LAYOUT.columns + column)),
        );
        expect(read(cells)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it("is refused when a cell is neither black nor white", () => {
    const cells = barcodeCells({ cameraCode: 7, frameNumber: 7 });
    expect(readBarcodeCells((column, row) => (column === 9 ? 125 : cells[row]?.[column] ? 235 : 16))).toBeUndefined();
  });

  it.each([
    ["black", 16],
    ["white", 235],
    ["not there", Number.NaN],
  ])("is not seen in a picture that is all %s", (_, brightness) => {
    expect(readBarcodeCells(() => brightness)).toBeUndefined();
  });

  it("is not seen in a mirrored picture, or upside down", () => {
    fc.assert(
      fc.property(barcode, (value) => {
        const cells = barcodeCells(value);
        expect(read(cells.map((row) => row.toReversed()))).toBeUndefined();
        expect(read(cells.toReversed())).toBeUndefined();
      }),
    );
  });

  it("counts frames from 0 again after 2^24", () => {
    expect(read(barcodeCells({ cameraCode: 3, frameNumber: FRAME_NUMBER_RANGE + 5 }))).toEqual({
      cameraCode: 3,
      frameNumber: 5,
    });
  });
});

describe("the camera code", () => {
  it("has 16 bits, stays the same for an id, and differs between like ids", () => {
    const codes = Array.from({ length: 50 }, (_, index) => cameraCode(`camera-${index}`));
    expect(codes.every((code) => Number.isInteger(code) && code >= 0 && code <= 0xffff)).toBe(true);
    expect(new Set(codes).size).toBe(50);
    expect(cameraCode("camera-7")).toBe(codes[7]);
  });
});
