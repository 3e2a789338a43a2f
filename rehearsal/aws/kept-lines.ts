/** A line of a log group. */
export interface KeptLine {
  /** Grows by one with each line of the group. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** What was logged, by log groups, of each no more than the newest lines. */
export interface KeptLines {
  put(group: string, line: Omit<KeptLine, "number">): void;
  /** The oldest first. */
  of(group: string): readonly KeptLine[];
}

/** How many lines of a group are kept, and how many characters of each. */
const MOST_LINES = 5_000;
const MOST_CHARACTERS = 16_384;

/** Makes the place for them. */
export function createKeptLines(): KeptLines {
  const groups = new Map<string, { lines: KeptLine[]; next: number }>();
  return {
    put(name, { at, stream, message }) {
      const group = groups.get(name) ?? { lines: [], next: 1 };
      groups.set(name, group);
      group.lines.push({ number: group.next, at, stream, message: message.slice(0, MOST_CHARACTERS) });
      group.next += 1;
      if (group.lines.length > MOST_LINES) group.lines = group.lines.slice(-MOST_LINES);
    },
    of: (name) => groups.get(name)?.lines ?? [],
  };
}
