import { isForeign } from "../loopback.ts";

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
