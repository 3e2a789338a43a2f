import { networkInterfaces } from "node:os";

/**
 * Whether a URL leads to this machine: localhost, a name below it, ::1, or any address of 127.0.0.0/8.
 * Source: RFC 6890 §2.2.2; RFC 6761 §6.3.
 */
export function isLoopbackUrl(url: string): boolean {
  try {
    return /^(127\.\d+\.\d+\.\d+|(.+\.)?localhost|\[::1\])$/.test(new URL(url).hostname);
  } catch {
    return false;
  }
}

/** This machine's first IPv4 address that others can reach; undefined when there is none, as in a sandbox. */
export function networkAddress(interfaces = networkInterfaces()): string | undefined {
  const addresses = Object.values(interfaces).flatMap((entries) => entries ?? []);
  return addresses.find(
    ({ family, internal, address }) => family === "IPv4" && !internal && !address.startsWith("169.254."),
  )?.address;
}
