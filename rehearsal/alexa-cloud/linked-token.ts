/** The access token that Alexa puts into every directive, and another one in its place for a while. */
export interface LinkedToken {
  current(): string;
  /** Uses this one from now on: the account was linked again. */
  relink(accessToken: string): void;
  /** Uses another token until the returned function is called; of several the latest counts. */
  replace(token: string): () => void;
}

/** Keeps the token of a linked account. */
export function createLinkedToken(accessToken: string): LinkedToken {
  const replacements: { readonly token: string }[] = [];
  let linked = accessToken;
  return {
    current: () => replacements.at(-1)?.token ?? linked,
    relink(accessToken) {
      linked = accessToken;
    },
    replace(token) {
      const replacement = { token };
      replacements.push(replacement);
      return () => {
        const index = replacements.indexOf(replacement);
        if (index >= 0) replacements.splice(index, 1);
      };
    },
  };
}
