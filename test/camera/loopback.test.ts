import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, it } from "@jest/globals";
import { isLoopbackUrl, networkAddress } from "../../camera/loopback.ts";
import { hostAddress } from "../../rehearsal/headless-echo/address.ts";

const ipv4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: "IPv4",
  netmask: "255.255.255.0",
  mac: "00:00:00:00:00:00",
  cidr: null,
});

describe("a machine with loopback alone", () => {
  it("is told from one with a network", () => {
    expect(networkAddress({ lo: [ipv4("127.0.0.1", true)] })).toBeUndefined();
    expect(networkAddress({ lo: [ipv4("127.0.0.1", true)], eth0: [ipv4("192.0.2.2")] })).toBe("192.0.2.2");
  });

  it("is no better off with an address that nobody else can use", () => {
    expect(networkAddress({ lo: [ipv4("127.0.0.1", true)], usb0: [ipv4("169.254.3.4")] })).toBeUndefined();
  });

  it("lets the headless Echo listen on 127.0.0.1, any other on the first address of its network", () => {
    expect(hostAddress({ lo: [ipv4("127.0.0.1", true)], usb0: [ipv4("169.254.3.4")] })).toBe("127.0.0.1");
    expect(hostAddress({ lo: [ipv4("127.0.0.1", true)], eth0: [ipv4("192.0.2.2")] })).toBe("192.0.2.2");
  });
});

describe("a control plane's address", () => {
  it.each([
    ["http://127.0.0.1:8080", true],
    ["http://localhost:8080", true],
    ["http://127.0.0.2:8080", true],
    ["http://[::1]:8080", true],
    ["https://kinesisvideo.us-east-1.amazonaws.com", false],
    ["http://127.0.0.1.example.com", false],
    ["not an address", false],
  ])("%s on this machine: %s", (url, local) => {
    expect(isLoopbackUrl(url)).toBe(local);
  });
});
