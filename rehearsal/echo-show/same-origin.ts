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
 * (DNS rebinding), or its Origin is another page's, be it one of this machine.
 */
export function foreignRequest(host: string | undefined, origin: string | undefined): boolean {
  return isForeign(host, origin) || (origin !== undefined && origin !== `http://${host}`);
}
