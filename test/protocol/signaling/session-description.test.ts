import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decodeBase64, encodeBase64 } from "../../../protocol/signaling/base64.ts";
import {
  normaliseLineEnds,
  UnreadableSessionDescription,
  unwrapSessionDescription,
  wrapSessionDescription,
} from "../../../protocol/signaling/session-description.ts";

const sdp = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";

describe("a session description on its way to the master", () => {
  it("is base64 of JSON with type and sdp", () => {
    const json = JSON.parse(Buffer.from(wrapSessionDescription("offer", sdp), "base64").toString());
    expect(json).toEqual({ type: "offer", sdp });
  });

  it("is base64 of the bare SDP for a master that wants that", () => {
    expect(Buffer.from(wrapSessionDescription("offer", sdp, "sdp"), "base64").toString()).toBe(sdp);
  });

  it("ends in CRLF, whatever line ends it came with", () => {
    for (const text of [sdp.replaceAll("\r\n", "\n"), sdp.replaceAll("\r\n", "\r"), sdp.trim(), `${sdp}\r\n\r\n`]) {
      expect(normaliseLineEnds(text)).toBe(sdp);
    }
  });
});

describe("a session description on its way back", () => {
  const json = JSON.stringify({ type: "answer", sdp });
  const withUnpaddedLength = JSON.stringify({ type: "answer", sdp, x: "?>~?>~" });

  it.each([
    ["JSON", encodeBase64(json)],
    ["JSON without a type", encodeBase64(JSON.stringify({ sdp }))],
    ["bare SDP", encodeBase64(sdp)],
    ["bare SDP with LF", encodeBase64(sdp.replaceAll("\r\n", "\n"))],
    ["JSON with a byte order mark", encodeBase64(`\uFEFF${json}`)],
    ["bare SDP with a byte order mark", encodeBase64(`\uFEFF${sdp}`)],
    ["base64 without padding", encodeBase64(withUnpaddedLength).replace(/=+$/, "")],
    ["URL-safe base64", Buffer.from(withUnpaddedLength).toString("base64url")],
    ["base64 with line breaks", encodeBase64(json).replace(/(.{60})/g, "$1\n")],
  ])("is read from %s", (_case, payload) => {
    expect(unwrapSessionDescription(payload, "answer")).toBe(sdp);
  });

  it.each([
    ["not base64", "{not base64}"],
    ["of a length that base64 can't have", "AAAAA"],
    ["empty", ""],
    ["text", encodeBase64("hello")],
    ["broken JSON", encodeBase64('{"type":"answer","sdp":"v=0')],
    ["JSON without sdp", encodeBase64('{"type":"answer"}')],
    ["an sdp that is none", encodeBase64('{"type":"answer","sdp":"secret"}')],
    ["an offer", encodeBase64(JSON.stringify({ type: "offer", sdp }))],
    ["null", encodeBase64("null")],
  ])("is refused when it is %s", (_case, payload) => {
    expect(() => unwrapSessionDescription(payload, "answer")).toThrow(UnreadableSessionDescription);
  });

  it("is refused without quoting it", () => {
    for (const secret of ["hunter2", '{"sdp":"hunter2"}', '{"hunter2', "v=1 hunter2"]) {
      try {
        unwrapSessionDescription(encodeBase64(secret), "answer");
      } catch (error) {
        expect(String(error)).not.toContain("hunter2");
      }
    }
    expect.assertions(4);
  });

  it("never fails in another way, whatever comes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json().map(encodeBase64)), (payload) => {
        try {
          unwrapSessionDescription(payload, "answer");
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableSessionDescription);
        }
      }),
    );
  });
});

describe("base64", () => {
  it("comes back as it went, in either alphabet", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (text) => {
        expect(decodeBase64(encodeBase64(text))).toBe(text);
        expect(decodeBase64(Buffer.from(text).toString("base64url"))).toBe(text);
      }),
    );
  });
});
