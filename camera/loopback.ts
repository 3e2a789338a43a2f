import { networkInterfaces } from "node:os";

/** Whether a URL leads to this machine. */
export function isLoopbackUrl(url: string): boolean {
  try {
    return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
  } catch {
    return false;
  }
}

/** Whether this machine has no address but loopback's, as in a sandbox. */
export function hasOnlyLoopback(interfaces = networkInterfaces()): boolean {
  return Object.values(interfaces)
    .flat()
    .every((address) => address === undefined || address.internal);
}
