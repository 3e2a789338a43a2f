import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { hasExpired, isSigned, readAddress, signAddress } from "../../../lambda/snapshots/address.ts";

const key = Buffer.alloc(32, 7);
const now = 1_700_000_000_500;
const signed = (cameraId: string, url = "https://pictures.example") => signAddress({ url, cameraId, key, now });
const claimed = (uri: string) => readAddress(new URL(uri).pathname);

describe("a picture's address", () => {
  it("is the function's URL with the camera, the time and a signature, and never one slash too many", () => {
    expect(signed("front-door").uri).toMatch(
      /^https:\/\/pictures\.example\/front-door\/1700000600\/[A-Za-z0-9_-]{43}$/,
    );
    expect(signed("front-door", "https://pictures.example/").uri).toBe(signed("front-door").uri);
  });

  it("is good for ten minutes and not a moment longer", () => {
    const { uri, expiresAt } = signed("front-door");
    const address = claimed(uri);
    if (address === undefined) throw new Error("no address");
    expect(expiresAt).toBe(1_700_000_600_000);
    expect(hasExpired(address, expiresAt - 1)).toBe(false);
    expect(hasExpired(address, expiresAt)).toBe(true);
  });

  it("is known again for every camera's id, and not with another key", () => {
    const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,256}$/);
    fc.assert(
      fc.property(ids, (cameraId) => {
        const address = claimed(signed(cameraId).uri);
        expect(address?.cameraId).toBe(cameraId);
        expect(address && isSigned(address, key)).toBe(true);
        expect(address && isSigned(address, Buffer.alloc(32, 8))).toBe(false);
      }),
    );
  });

  it("with any one character changed is none, or not ours", () => {
    const path = new URL(signed("front-door").uri).pathname;
    const places = fc.nat(path.length - 1);
    fc.assert(
      fc.property(places, fc.string({ minLength: 1, maxLength: 1, unit: "binary-ascii" }), (place, character) => {
        fc.pre(path[place] !== character);
        const address = readAddress(path.slice(0, place) + character + path.slice(place + 1));
        expect(address === undefined || !isSigned(address, key)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is not read from anything else", () => {
    fc.assert(fc.property(fc.string(), (path) => expect(readAddress(path)).toBeUndefined()));
  });
});
