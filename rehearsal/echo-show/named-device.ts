// This file runs in browsers too, so it imports nothing.

/** A device as far as names matter. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a person says around a device's name. */
const fillers: ReadonlySet<string> = new Set(
  "the my our me it this that at on of from in live camera cameras cam doorbell video feed stream view picture person visitor".split(
    " ",
  ),
);
const articles: ReadonlySet<string> = new Set(["the", "my", "our"]);

/** The words of what is said or of a name, in small letters, without punctuation. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** The words without the article before them. */
export function withoutArticle(words: readonly string[]): readonly string[] {
  const [first] = words;
  return words.length > 1 && first !== undefined && articles.has(first) ? words.slice(1) : words;
}

/** The words that tell devices apart; all of them when there are no others. */
function essential(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !fillers.has(word));
  return rest.length > 0 ? rest : words;
}

/** Whether what was said names no device in particular: "the camera", or nothing. */
function namesNone(words: readonly string[]): boolean {
  return words.every((word) => fillers.has(word));
}

/**
 * The devices that the words may mean, the ways to read them from the most literal to the loosest: as the name or the
 * id, without the article, without what is said around a name, as a part of a name. Words that name no device in
 * particular mean every device.
 */
export function devicesNamed<Device extends Named>(words: readonly string[], devices: readonly Device[]): Device[] {
  const same = (said: readonly string[], known: readonly string[]) => said.join("") === known.join("");
  const readings: ((known: readonly string[]) => boolean)[] = [
    (known) => same(words, known),
    (known) => same(withoutArticle(words), withoutArticle(known)),
    (known) => same(essential(words), essential(known)),
    (known) => ` ${known.join(" ")} `.includes(` ${essential(words).join(" ")} `),
  ];
  const exact = readings.slice(0, 2);
  for (const reading of namesNone(words) ? exact : readings) {
    const meant = devices.filter(({ id, name }) => [name, id].some((known) => reading(wordsOf(known))));
    if (meant.length > 0) return meant;
  }
  return namesNone(words) ? [...devices] : [];
}
