import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { BitWriter } from "../../../../camera/media/h264/bit-writer.ts";
import { BitReader } from "../../../../rehearsal/media/bit-reader.ts";

/** What was written, as zeros and ones, without the stop bit and its zeros. */
function written(write: (writer: BitWriter) => void): string {
  const writer = new BitWriter();
  write(writer);
  const bits = [...writer.finish()].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(/10*$/, "");
}

describe("the bit writer", () => {
  it("writes the most significant bit first and closes with a stop bit", () => {
    const writer = new BitWriter();
    writer.bits(0b101, 3);
    expect([...writer.finish()]).toEqual([0b10110000]);
  });

  it.each([
    [0, "1"],
    [1, "010"],
    [2, "011"],
    [3, "00100"],
    [6, "00111"],
    [7, "0001000"],
    [25, "000011010"],
  ])("writes %d as the unsigned Exp-Golomb code %s", (value, code) => {
    expect(written((writer) => writer.unsigned(value))).toBe(code);
  });

  it.each([
    [0, "1"],
    [1, "010"],
    [-1, "011"],
    [2, "00100"],
    [-2, "00101"],
    [-12, "000011001"],
  ])("writes %d as the signed Exp-Golomb code %s", (value, code) => {
    expect(written((writer) => writer.signed(value))).toBe(code);
  });

  it("fills up to a whole byte with zeros, and with nothing when it is there already", () => {
    const writer = new BitWriter();
    writer.align();
    writer.flag(true);
    writer.align();
    writer.align();
    writer.byte(0xab);
    expect([...writer.finish()]).toEqual([0x80, 0xab, 0x80]);
  });

  it("keeps all of a payload of many thousand bytes", () => {
    const bytes = Array.from({ length: 20_000 }, (_, index) => index % 251);
    const writer = new BitWriter();
    for (const byte of bytes) writer.byte(byte);
    expect([...writer.finish()]).toEqual([...bytes, 0x80]);
  });

  it("writes what the reader reads, at any offset", () => {
    const operation = fc.oneof(
      fc.record({ kind: fc.constant("unsigned" as const), value: fc.integer({ min: 0, max: 2 ** 31 - 2 }) }),
      fc.record({ kind: fc.constant("signed" as const), value: fc.integer({ min: -(2 ** 30) + 1, max: 2 ** 30 - 1 }) }),
      fc.record({ kind: fc.constant("byte" as const), value: fc.integer({ min: 0, max: 255 }) }),
      fc.record({ kind: fc.constant("flag" as const), value: fc.integer({ min: 0, max: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(operation), (operations) => {
        const writer = new BitWriter();
        for (const { kind, value } of operations) {
          if (kind === "flag") writer.flag(value === 1);
          else writer[kind](value);
        }
        const reader = new BitReader(writer.finish());
        for (const { kind, value } of operations) {
          expect(reader.moreData()).toBe(true);
          if (kind === "flag") expect(reader.flag()).toBe(value === 1);
          else expect(kind === "byte" ? reader.bits(8) : reader[kind]()).toBe(value);
        }
        expect(reader.moreData()).toBe(false);
      }),
    );
  });
});
