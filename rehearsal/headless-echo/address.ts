import { networkInterfaces } from "node:os";
import { networkAddress } from "../../camera/loopback.ts";

/**
 * The address the headless Echo can be reached at: the machine's first IPv4 address that others may use too, so that a
 * camera in a container or on the same network reaches it; 127.0.0.1 when there is none.
 */
export function hostAddress(interfaces = networkInterfaces()): string {
  return networkAddress(interfaces) ?? "127.0.0.1";
}

/** Whether an IPv4 address is one of this machine's. */
export function isOwnAddress(address: string, interfaces = networkInterfaces()): boolean {
  return Object.values(interfaces).some((entries) => entries?.some((entry) => entry.address === address));
}
