import { describe, expect, it } from "@jest/globals";
import { carriesToken, createAdminToken, isForeign } from "../../rehearsal/loopback.ts";

describe("a request to a server of the rehearsal", () => {
  it.each([
    ["a program on this machine", "127.0.0.1:8080", undefined],
    ["one that says localhost", "localhost:8080", undefined],
    ["one over IPv6", "[::1]:8080", undefined],
    ["our own page", "localhost:8080", "http://localhost:8080"],
  ])("is welcome from %s", (_who, host, origin) => {
    expect(isForeign(host, origin)).toBe(false);
  });

  it.each([
    ["a web site's page", "127.0.0.1:8080", "https://example.com"],
    ["a rebound name", "attacker.example:8080", undefined],
    ["a sandboxed page", "127.0.0.1:8080", "null"],
    ["a name that only starts like ours", "127.0.0.1.example.com", undefined],
    ["nobody", undefined, undefined],
    ["something that is no host", "a b", undefined],
  ])("is refused from %s", (_who, host, origin) => {
    expect(isForeign(host, origin)).toBe(true);
  });
});

describe("an administrative call", () => {
  const token = createAdminToken();

  it("needs the token", () => {
    expect(carriesToken(`Bearer ${token}`, token)).toBe(true);
  });

  it.each([undefined, "", "Bearer ", token, `Bearer ${token}x`, `Basic ${token}`])("is refused with %s", (header) => {
    expect(carriesToken(header, token)).toBe(false);
  });

  it("has another token at each start", () => {
    expect(createAdminToken()).not.toBe(token);
  });
});
