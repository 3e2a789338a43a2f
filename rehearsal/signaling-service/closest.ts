/**
 * The word of a list that someone may have meant: the only one that begins like theirs, or the nearest, when no more
 * than a third of its letters are wrong; in a word of four letters another letter makes another word.
 */
export function closest(word: string, words: readonly string[]): string | undefined {
  const longer = words.filter((each) => word.length > 2 && each.startsWith(word));
  if (longer.length === 1) return longer[0];
  const nearest = words
    .map((each) => ({ each, edits: editDistance(word, each) }))
    .reduce((best, next) => (next.edits < best.edits ? next : best), { each: "", edits: Number.POSITIVE_INFINITY });
  const { length } = nearest.each;
  const isOther = length <= 4 && length === word.length;
  return nearest.edits <= length / 3 && !isOther ? nearest.each : undefined;
}

/** How many letters are to be put in, taken out or changed to make one word of another. Source: Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [taken, letter] of [...from].entries()) {
    const next = [taken + 1];
    for (const [index, wanted] of [...to].entries()) {
      const changed = (row[index] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
