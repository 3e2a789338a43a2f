// The variable length codes of coefficient blocks: ITU-T H.264, tables 9-5, 9-7, 9-8, 9-9 and 9-10. Only the columns
// that this stream can meet are here. Its macroblocks code no AC coefficients, so a block's neighbours count nC = 0,
// or, when one of them is I_PCM and counts 16, nC >= 8.

/** The codewords of each row, which the columns' headings index. */
type CodewordTable = readonly (readonly string[])[];

function table(...rows: string[]): CodewordTable {
  return rows.map((row) => row.split(" "));
}

/** coeff_token for 0 <= nC < 2: rows by TotalCoeff, in a row by TrailingOnes. */
export const COEFF_TOKEN: CodewordTable = table(
  "1",
  "000101 01",
  "00000111 000100 001",
  "000000111 00000110 0000101 00011",
  "0000000111 000000110 00000101 000011",
  "00000000111 0000000110 000000101 0000100",
  "0000000001111 00000000110 0000000101 00000100",
  "0000000001011 0000000001110 00000000101 000000100",
  "0000000001000 0000000001010 0000000001101 0000000100",
  "00000000001111 00000000001110 0000000001001 00000000100",
  "00000000001011 00000000001010 00000000001101 0000000001100",
  "000000000001111 000000000001110 00000000001001 00000000001100",
  "000000000001011 000000000001010 000000000001101 00000000001000",
  "0000000000001111 000000000000001 000000000001001 000000000001100",
  "0000000000001011 0000000000001110 0000000000001101 000000000001000",
  "0000000000000111 0000000000001010 0000000000001001 0000000000001100",
  "0000000000000100 0000000000000110 0000000000000101 0000000000001000",
);

/** coeff_token for nC >= 8, six bits each. */
export const COEFF_TOKEN_BESIDE_PCM: CodewordTable = Array.from({ length: 17 }, (_, totalCoeff) =>
  totalCoeff === 0
    ? ["000011"]
    : Array.from({ length: Math.min(totalCoeff, 3) + 1 }, (_, trailingOnes) =>
        (((totalCoeff - 1) << 2) | trailingOnes).toString(2).padStart(6, "0"),
      ),
);

/** coeff_token for a chroma DC block (nC = -1). */
export const COEFF_TOKEN_CHROMA_DC: CodewordTable = table(
  "01",
  "000111 1",
  "000100 000110 001",
  "000011 0000011 0000010 000101",
  "000010 00000011 00000010 0000000",
);

/** total_zeros of a block of 16: rows by tzVlcIndex - 1, that is TotalCoeff - 1. */
export const TOTAL_ZEROS: CodewordTable = table(
  "1 011 010 0011 0010 00011 00010 000011 000010 0000011 0000010 00000011 00000010 000000011 000000010 000000001",
  "111 110 101 100 011 0101 0100 0011 0010 00011 00010 000011 000010 000001 000000",
  "0101 111 110 101 0100 0011 100 011 0010 00011 00010 000001 00001 000000",
  "00011 111 0101 0100 110 101 100 0011 011 0010 00010 00001 00000",
  "0101 0100 0011 111 110 101 100 011 0010 00001 0001 00000",
  "000001 00001 111 110 101 100 011 010 0001 001 000000",
  "000001 00001 101 100 011 11 010 0001 001 000000",
  "000001 0001 00001 011 11 10 010 001 000000",
  "000001 000000 0001 11 10 001 01 00001",
  "00001 00000 001 11 10 01 0001",
  "0000 0001 001 010 1 011",
  "0000 0001 01 1 001",
  "000 001 1 01",
  "00 01 1",
  "0 1",
);

/** total_zeros of a chroma DC block of 4. */
export const TOTAL_ZEROS_CHROMA_DC: CodewordTable = table("1 01 001 000", "1 01 00", "1 0");

/** run_before: rows by zerosLeft - 1, the last row for all above 6. */
export const RUN_BEFORE: CodewordTable = table(
  "1 0",
  "1 01 00",
  "11 10 01 00",
  "11 10 01 001 000",
  "11 10 011 010 001 000",
  "11 000 001 011 010 101 100",
  "111 110 101 100 011 010 001 0001 00001 000001 0000001 00000001 000000001 0000000001 00000000001",
);

/** A kind of coefficient block: how many coefficients it holds, and the tables that code it. */
export interface BlockCodes {
  readonly size: 4 | 16;
  readonly coeffToken: CodewordTable;
  readonly totalZeros: CodewordTable;
}

/** Intra16x16DCLevel where no neighbour is I_PCM. */
export const LUMA_DC: BlockCodes = { size: 16, coeffToken: COEFF_TOKEN, totalZeros: TOTAL_ZEROS };

/** Intra16x16DCLevel next to an I_PCM macroblock. */
export const LUMA_DC_BESIDE_PCM: BlockCodes = { size: 16, coeffToken: COEFF_TOKEN_BESIDE_PCM, totalZeros: TOTAL_ZEROS };

/** ChromaDCLevel of one colour plane. */
export const CHROMA_DC: BlockCodes = {
  size: 4,
  coeffToken: COEFF_TOKEN_CHROMA_DC,
  totalZeros: TOTAL_ZEROS_CHROMA_DC,
};
