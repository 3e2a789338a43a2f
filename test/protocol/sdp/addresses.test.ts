import { describe, expect, it } from "@jest/globals";
import { addressReach } from "../../../protocol/sdp/addresses.ts";

describe("the reach of an address", () => {
  it.each([
    ["203.0.113.9", "public"],
    ["172.15.0.1", "public"],
    ["172.16.0.1", "private"],
    ["172.31.255.1", "private"],
    ["172.32.0.1", "public"],
    ["10.0.0.1", "private"],
    ["100.64.0.1", "private"],
    ["100.127.0.1", "private"],
    ["100.128.0.1", "public"],
    ["169.254.1.1", "link-local"],
    ["127.0.0.1", "loopback"],
    ["::1", "loopback"],
    ["fe80::1", "link-local"],
    ["fd00::1", "private"],
    ["2001:db8::1", "public"],
    ["3f0c2b1e-0000-4000-8000-000000000000.local", "mdns"],
  ])("of %s is %s", (address, reach) => {
    expect(addressReach(address)).toBe(reach);
  });
});
