/** What kind of host a candidate's connection address names, as far as its reach goes. */
export type AddressReach = "public" | "private" | "link-local" | "loopback" | "mdns";

/** Networks that the open internet does not route. Sources: RFC 1918, RFC 6598 (100.64/10), RFC 3927, RFC 1122. */
const ipv4Reaches: readonly (readonly [RegExp, AddressReach])[] = [
  [/^127\./, "loopback"],
  [/^169\.254\./, "link-local"],
  [/^10\./, "private"],
  [/^192\.168\./, "private"],
  [/^172\.(1[6-9]|2\d|3[01])\./, "private"],
  [/^100\.(6[4-9]|[789]\d|1[01]\d|12[0-7])\./, "private"],
];

/** Sources: RFC 4291 §2.5.3 and §2.5.6, RFC 4193. */
const ipv6Reaches: readonly (readonly [RegExp, AddressReach])[] = [
  [/^::1$/, "loopback"],
  [/^fe[89ab]/i, "link-local"],
  [/^f[cd]/i, "private"],
];

/** Whether a candidate's connection address is an IPv6 literal; a host name is not. */
export function isIpv6(address: string): boolean {
  return address.includes(":");
}

/** How far a candidate's connection address reaches. A name that browsers made up to hide an address ends in `.local`. */
export function addressReach(address: string): AddressReach {
  if (/\.local\.?$/i.test(address)) return "mdns";
  const reaches = isIpv6(address) ? ipv6Reaches : ipv4Reaches;
  return reaches.find(([pattern]) => pattern.test(address))?.[1] ?? "public";
}
