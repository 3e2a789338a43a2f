/** What a benchmark file exports as `run`: a ratio within one run, so that the machine's own speed cancels out. */
export interface BenchmarkResult {
  readonly name: string;
  /** Ours and the yardstick's medians, in milliseconds unless the name says otherwise. */
  readonly ours: number;
  readonly limit: number;
  readonly ratio: number;
  /** The ratio that may not be exceeded. */
  readonly budget: number;
  /** Further figures worth seeing beside the ratio. */
  readonly beside?: Readonly<Record<string, number>>;
}

/** The middle of a list of measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
