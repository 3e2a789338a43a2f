import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { BitWriter } from "../../../../camera/media/h264/bit-writer.ts";
import { writeCoefficientBlock } from "../../../../camera/media/h264/coefficient-block.ts";
import {
  type BlockCodes,
  CHROMA_DC,
  LUMA_DC,
  LUMA_DC_BESIDE_PCM,
  RUN_BEFORE,
} from "../../../../camera/media/h264/coefficient-codes.ts";
import { BitReader } from "../../../../rehearsal/media/bit-reader.ts";
import { readCoefficientBlock } from "../../../../rehearsal/media/coefficient-block.ts";

function coded(codes: BlockCodes, coefficients: number[]): Uint8Array {
  const writer = new BitWriter();
  writeCoefficientBlock(writer, codes, coefficients);
  return writer.finish();
}

function bitsOf(payload: Uint8Array): string {
  const bits = [...payload].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(/10*$/, "");
}

function filled(...coefficients: number[]): number[] {
  return [...coefficients, ...new Array<number>(16 - coefficients.length).fill(0)];
}

describe("a block of coefficients", () => {
  // Worked by hand from the standard's tables: token, signs of trailing ones, levels, total zeros, runs.
  it.each([
    ["nothing", filled(0), "1"],
    ["one small level", filled(1), "01" + "0" + "1"],
    ["one level that is no trailing one", filled(-2), "000101" + "01" + "1"],
    [
      "ones between zeros",
      filled(0, 3, 0, 1, -1, -1, 0, 1),
      "0000100" + "0" + "1" + "1" + "1" + "0010" + "111" + "10" + "1" + "1" + "01",
    ],
    [
      "levels that grow",
      filled(-2, 4, 3, -3, 0, 0, -1),
      "0000000110" + "1" + "0001" + "0010" + "00010" + "111" + "0011" + "00",
    ],
  ])("is written by the standard's tables: %s", (_, coefficients, bits) => {
    expect(bitsOf(coded(LUMA_DC, coefficients))).toBe(bits);
  });

  it("begins with another token beside an I_PCM macroblock", () => {
    expect(bitsOf(coded(LUMA_DC_BESIDE_PCM, filled(0)))).toBe("000011");
    expect(bitsOf(coded(LUMA_DC_BESIDE_PCM, filled(1)))).toBe("000001" + "0" + "1");
  });

  it.each([
    ["luma", LUMA_DC],
    ["luma beside I_PCM", LUMA_DC_BESIDE_PCM],
    ["chroma", CHROMA_DC],
  ])("reads back as it was written: %s", (_, codes) => {
    const level = fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.constantFrom(1, -1) },
      { weight: 2, arbitrary: fc.integer({ min: -20, max: 20 }) },
      { weight: 1, arbitrary: fc.integer({ min: -2063, max: 2063 }) },
    );
    fc.assert(
      fc.property(fc.array(level, { minLength: codes.size, maxLength: codes.size }), (coefficients) => {
        const reader = new BitReader(coded(codes, coefficients));
        expect(readCoefficientBlock(reader, codes)).toEqual(coefficients);
        expect(reader.moreData()).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("is written in codes of which none begins another", () => {
    const alphabets = [LUMA_DC, LUMA_DC_BESIDE_PCM, CHROMA_DC].flatMap((codes) => [
      codes.coeffToken.flat(),
      ...codes.totalZeros,
    ]);
    for (const alphabet of [...alphabets, ...RUN_BEFORE]) {
      for (const [index, word] of alphabet.entries()) {
        expect(alphabet.filter((other, place) => place !== index && other.startsWith(word))).toEqual([]);
      }
    }
  });
});
