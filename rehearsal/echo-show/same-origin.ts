import { isForeign } from "../loopback.ts";

/** What the browser may do with the page: load its own files, talk to its own server, and be in no one's frame. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

/**
 * Whether a request came from anywhere but the page itself or a program on this machine: its Host isn't a loopback name
 * (DNS rebinding), its Origin is another page's, be it one of this machine, or the browser says that another page made
 * it. A link on another page may lead here. Source: Fetch Metadata Request Headers, sections 2.1 and 2.3.
 */
export function foreignRequest(header: (name: string) => string | undefined): boolean {
  const host = header("host");
  const origin = header("origin");
  if (isForeign(host, origin) || (origin !== undefined && origin !== `http://${host}`)) return true;
  const site = header("sec-fetch-site") ?? "none";
  return site !== "same-origin" && site !== "none" && header("sec-fetch-mode") !== "navigate";
}
