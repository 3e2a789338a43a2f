import { isIPv6 } from "node:net";

/**
 * The host of a TURN address, as it stands in its URI: a name, an IPv4 address, or an IPv6 address, which gets brackets.
 * @throws {Error} when it is none of these. Source: RFC 7065 §3.1, RFC 1123 §2.1.
 */
export function parseTurnHost(host: string): string {
  const bare = /^\[(.*)\]$/.exec(host)?.[1] ?? host;
  if (isIPv6(bare)) return `[${bare}]`;
  const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  if (host.length <= 200 && new RegExp(`^${label}(?:\\.${label})*$`, "i").test(host)) return host;
  throw new Error("the TURN host must be a host name or an IP address, without a port");
}
