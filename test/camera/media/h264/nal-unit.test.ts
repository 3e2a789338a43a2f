import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { NAL_UNIT_TYPE, nalUnit } from "../../../../camera/media/h264/nal-unit.ts";
import { nalUnitsOf } from "../../../../rehearsal/media/nal-units.ts";

const payload = fc
  .array(fc.oneof(fc.constantFrom(0, 0, 0, 1, 2, 3), fc.integer({ min: 0, max: 255 })), { minLength: 1 })
  .map((bytes) => Uint8Array.from([...bytes, 0x80]));

describe("a NAL unit", () => {
  it("has a header byte with its importance and type", () => {
    expect(nalUnit(NAL_UNIT_TYPE.idrSlice, Uint8Array.of(0x80))[0]).toBe(0x65);
    expect(nalUnit(NAL_UNIT_TYPE.slice, Uint8Array.of(0x80))[0]).toBe(0x41);
    expect(nalUnit(NAL_UNIT_TYPE.sequenceParameterSet, Uint8Array.of(0x80))[0]).toBe(0x67);
  });

  it("has a 03 wherever its payload would look like a start code", () => {
    const unit = nalUnit(NAL_UNIT_TYPE.slice, Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0, 3, 0, 0, 4));
    expect([...unit.subarray(1)]).toEqual([0, 0, 3, 0, 0, 3, 0, 1, 0, 0, 3, 3, 0, 0, 4]);
  });

  it("never contains a start code and gives its payload back", () => {
    fc.assert(
      fc.property(payload, (bytes) => {
        const unit = nalUnit(NAL_UNIT_TYPE.slice, bytes);
        expect(unit.includes(Buffer.of(0, 0, 1))).toBe(false);
        expect(unit.includes(Buffer.of(0, 0, 0))).toBe(false);
        expect(nalUnitsOf(unit)).toEqual([{ type: 1, payload: bytes }]);
      }),
    );
  });

  it("is found again behind start codes of three or four bytes", () => {
    fc.assert(
      fc.property(fc.array(payload, { minLength: 1 }), fc.boolean(), (payloads, long) => {
        const startCode = long ? [0, 0, 0, 1] : [0, 0, 1];
        const stream = Buffer.concat(
          payloads.flatMap((bytes) => [Buffer.from(startCode), nalUnit(NAL_UNIT_TYPE.idrSlice, bytes)]),
        );
        expect(nalUnitsOf(stream)).toEqual(payloads.map((bytes) => ({ type: 5, payload: bytes })));
      }),
    );
  });
});
