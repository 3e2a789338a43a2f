import { createHash } from "node:crypto";

/** Numbers that look random and come again with the same seed. */
export interface Random {
  /** A whole number from 0 up to, but not, the limit. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True so many times out of a hundred. */
  percent(percentage: number): boolean;
}

/** Takes its numbers out of hashes of the seed and a counter, four bytes each. */
export function seededRandom(seed: number): Random {
  let hashes = 0;
  let bytes = Buffer.alloc(0);
  let position = 0;
  const next = () => {
    if (position + 4 > bytes.length) {
      bytes = createHash("sha512").update(`${seed} ${hashes}`).digest();
      hashes += 1;
      position = 0;
    }
    position += 4;
    return bytes.readUInt32LE(position - 4) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => {
      const [first] = items;
      if (first === undefined) throw new RangeError("there is nothing to pick from");
      return items[below(items.length)] ?? first;
    },
    percent: (percentage) => next() * 100 < percentage,
  };
}
