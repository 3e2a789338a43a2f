import { type BlockCodes, RUN_BEFORE } from "../../camera/media/h264/coefficient-codes.ts";
import { type BitReader, expectSubset, OutsideSubset } from "./bit-reader.ts";

/** Reads one block of coefficients into scan order (ITU-T H.264, 7.3.5.3.2 and 9.2). */
export function readCoefficientBlock(reader: BitReader, codes: BlockCodes): number[] {
  const coefficients = new Array<number>(codes.size).fill(0);
  const [totalCoeff, trailingOnes] = readCoeffToken(reader, codes);
  if (totalCoeff === 0) return coefficients;
  const levels = readLevels(reader, totalCoeff, trailingOnes);
  let zerosLeft = totalCoeff < codes.size ? readCodeword(reader, codes.totalZeros[totalCoeff - 1]) : 0;
  let position = totalCoeff - 1 + zerosLeft;
  for (const [index, level] of levels.entries()) {
    expectSubset(position >= 0 && position < codes.size);
    coefficients[position] = level;
    const run =
      zerosLeft > 0 && index + 1 < levels.length ? readCodeword(reader, RUN_BEFORE[Math.min(zerosLeft, 7) - 1]) : 0;
    zerosLeft -= run;
    position -= 1 + run;
  }
  return coefficients;
}

function readCoeffToken(reader: BitReader, codes: BlockCodes): [totalCoeff: number, trailingOnes: number] {
  let word = "";
  while (word.length < 16) {
    word += reader.bits(1);
    for (const [totalCoeff, words] of codes.coeffToken.entries()) {
      const trailingOnes = words.indexOf(word);
      if (trailingOnes >= 0) return [totalCoeff, trailingOnes];
    }
  }
  throw new OutsideSubset();
}

function readCodeword(reader: BitReader, words: readonly string[] = []): number {
  let word = "";
  while (word.length < 16) {
    word += reader.bits(1);
    const value = words.indexOf(word);
    if (value >= 0) return value;
  }
  throw new OutsideSubset();
}

/** Highest frequency first (9.2.2). */
function readLevels(reader: BitReader, totalCoeff: number, trailingOnes: number): number[] {
  const levels: number[] = [];
  for (let index = 0; index < trailingOnes; index++) levels.push(reader.flag() ? -1 : 1);
  let suffixLength = totalCoeff > 10 && trailingOnes < 3 ? 1 : 0;
  for (let index = trailingOnes; index < totalCoeff; index++) {
    let levelCode = readLevelCode(reader, suffixLength);
    if (index === trailingOnes && trailingOnes < 3) levelCode += 2;
    const level = levelCode % 2 === 0 ? levelCode / 2 + 1 : (-levelCode - 1) / 2;
    levels.push(level);
    if (suffixLength === 0) suffixLength = 1;
    if (Math.abs(level) > 3 << (suffixLength - 1) && suffixLength < 6) suffixLength += 1;
  }
  return levels;
}

function readLevelCode(reader: BitReader, suffixLength: number): number {
  let prefix = 0;
  while (!reader.flag()) prefix += 1;
  expectSubset(prefix <= 15);
  if (prefix === 15) return (suffixLength === 0 ? 30 : 15 << suffixLength) + reader.bits(12);
  if (prefix === 14 && suffixLength === 0) return 14 + reader.bits(4);
  return (prefix << suffixLength) + reader.bits(suffixLength);
}
