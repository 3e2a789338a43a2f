/** Words as a line that a POSIX shell takes for just these words. */
export function typedLine(words: readonly string[]): string {
  return words.map(typed).join(" ");
}

function typed(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
