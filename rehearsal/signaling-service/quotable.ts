/**
 * A client's own word, where the service's owner may be shown it: not what could change a terminal, and nothing of the
 * length of a secret key, which may have been sent in the wrong place.
 */
export function quotable(word: string): string | undefined {
  return /^[\w-]{1,32}$/.test(word) ? word : undefined;
}
