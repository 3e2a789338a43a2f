/** A place that a template leaves to the skill's developer, as in `[FILL IN: your test account]`. */
const place = /\[FILL IN: ([^\]]+)\]/g;

/** What a text still wants from the developer, in the template's words. */
export function fillInsOf(text: string): readonly string[] {
  return [...text.matchAll(place)].map(([, what = ""]) => what);
}

/** Whether a URL is of one of the domains that are for examples alone, so that nobody's page can be there (RFC 2606). */
export function isExampleUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return /(^|\.)(example|example\.(com|net|org))$/.test(new URL(text).hostname);
}
