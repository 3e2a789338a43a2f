/** A client secret of Amazon's, as its consoles show them. */
const secret = /amzn1\.oa2-cs\.[\w.-]*/g;

/** Whether a text has a client secret of Amazon's in it. */
export function holdsSecret(text: string): boolean {
  return text.search(secret) >= 0;
}

/** The text with such secrets taken out. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(secret, "(a client secret)");
}
