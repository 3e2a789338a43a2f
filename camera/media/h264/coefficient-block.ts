import type { BitWriter } from "./bit-writer.ts";
import { type BlockCodes, RUN_BEFORE } from "./coefficient-codes.ts";

/**
 * Writes one block of coefficients, given in scan order, as residual_block_cavlc does (ITU-T H.264, 7.3.5.3.2 and 9.2).
 * Levels must lie within -2063..2063: level_prefix stays at 15 in the Baseline profiles.
 */
export function writeCoefficientBlock(writer: BitWriter, codes: BlockCodes, coefficients: readonly number[]): void {
  const positions: number[] = [];
  for (let index = coefficients.length - 1; index >= 0; index--) if (coefficients[index]) positions.push(index);
  const levels = positions.map((position) => coefficients[position] ?? 0);
  let trailingOnes = 0;
  while (trailingOnes < 3 && Math.abs(levels[trailingOnes] ?? 0) === 1) trailingOnes += 1;

  writer.codeword(codes.coeffToken[levels.length]?.[trailingOnes] ?? "");
  if (levels.length === 0) return;
  for (const level of levels.slice(0, trailingOnes)) writer.flag(level < 0);
  writeLevels(writer, levels, trailingOnes);

  // Highest frequency first; what is left over after the last run lies below the lowest coefficient.
  let zerosLeft = (positions[0] ?? 0) + 1 - levels.length;
  if (levels.length < codes.size) writer.codeword(codes.totalZeros[levels.length - 1]?.[zerosLeft] ?? "");
  for (let index = 0; index + 1 < positions.length && zerosLeft > 0; index++) {
    const run = (positions[index] ?? 0) - (positions[index + 1] ?? 0) - 1;
    writer.codeword(RUN_BEFORE[Math.min(zerosLeft, 7) - 1]?.[run] ?? "");
    zerosLeft -= run;
  }
}

/** The levels that are not trailing ones: level_prefix and level_suffix (9.2.2.1). */
function writeLevels(writer: BitWriter, levels: readonly number[], trailingOnes: number): void {
  let suffixLength = levels.length > 10 && trailingOnes < 3 ? 1 : 0;
  for (let index = trailingOnes; index < levels.length; index++) {
    const level = levels[index] ?? 0;
    let levelCode = level > 0 ? 2 * level - 2 : -2 * level - 1;
    // With fewer than three trailing ones the next level cannot be 1 or -1, so those two codes are not spent on it.
    if (index === trailingOnes && trailingOnes < 3) levelCode -= 2;
    writeLevelCode(writer, levelCode, suffixLength);
    if (suffixLength === 0) suffixLength = 1;
    if (Math.abs(level) > 3 << (suffixLength - 1) && suffixLength < 6) suffixLength += 1;
  }
}

function writeLevelCode(writer: BitWriter, levelCode: number, suffixLength: number): void {
  const escapeFrom = suffixLength === 0 ? 30 : 15 << suffixLength;
  if (levelCode >= escapeFrom) {
    writer.bits(1, 16);
    writer.bits(levelCode - escapeFrom, 12);
  } else if (suffixLength === 0 && levelCode >= 14) {
    writer.bits(1, 15);
    writer.bits(levelCode - 14, 4);
  } else {
    writer.bits(1, (levelCode >> suffixLength) + 1);
    writer.bits(levelCode, suffixLength);
  }
}
