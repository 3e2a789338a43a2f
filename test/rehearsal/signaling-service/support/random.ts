/** Numbers that look random and come again with the same seed. */
export interface Random {
  /** A whole number from 0 up to, but not, the limit. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True so many times out of a hundred. */
  percent(percentage: number): boolean;
}

/** Source of the generator: Mulberry32, Tommy Ettinger, public domain. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
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
