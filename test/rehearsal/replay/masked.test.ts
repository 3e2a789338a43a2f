import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { isMasked, isMaskedSdp } from "../../../rehearsal/replay/masked.ts";
import { maskSecrets } from "../../../rehearsal/wire/mask.ts";

const sdp = readFileSync(new URL("../../fixtures/offers/echo-show.2023.sdp", import.meta.url), "utf8");

describe("a token", () => {
  it.each([
    "",
    " ",
    "•••",
    "***",
    "Atza|***",
    "Atza|IwEB…",
    "abc...",
    "xxxxxxxx",
    "<token>",
    "[REDACTED]",
    "{{token}}",
  ])("is masked as %j", (token) => {
    expect(isMasked(token)).toBe(true);
  });

  it.each(["Atza|IwEBIJzRyN-_x0/+=", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "expired", "s"])(
    "is there as %j",
    (token) => {
      expect(isMasked(token)).toBe(false);
    },
  );
});

describe("an offer", () => {
  it("is there as an Echo writes it, and where it is no SDP at all", () => {
    expect(isMaskedSdp(sdp)).toBe(false);
    expect(isMaskedSdp("hello")).toBe(false);
  });

  it("is masked when its credentials are, by the rehearsal or by hand", () => {
    expect(isMaskedSdp(maskSecrets(sdp) as string)).toBe(true);
    expect(isMaskedSdp(sdp.replace(/a=ice-pwd:.*/g, "a=ice-pwd:xxxx"))).toBe(true);
    expect(isMaskedSdp(sdp.replace(/sha-256 .*/g, "sha-256 [masked]"))).toBe(true);
    expect(isMaskedSdp(`${sdp.slice(0, 200)}...`)).toBe(true);
    expect(isMaskedSdp("<sdp>")).toBe(true);
  });
});
