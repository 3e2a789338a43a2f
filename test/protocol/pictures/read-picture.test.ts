import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { encode } from "jpeg-js";
import { readPicture } from "../../../protocol/pictures/read-picture.ts";

const jpeg = encode({ width: 40, height: 24, data: new Uint8Array(40 * 24 * 4).fill(90) }, 50).data;
// The smallest PNG that there is: one transparent pixel.
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** A JPEG with this segment before its others. */
const withSegment = (segment: string) =>
  Buffer.concat([jpeg.subarray(0, 2), Buffer.from(segment, "hex"), jpeg.subarray(2)]);

describe("a picture", () => {
  it("tells its kind and size, as a JPEG and as a PNG", () => {
    expect(readPicture(jpeg)).toEqual({ type: "image/jpeg", width: 40, height: 24 });
    expect(readPicture(png)).toEqual({ type: "image/png", width: 1, height: 1 });
  });

  it("is read wherever it lies in memory", () => {
    const inside = Buffer.concat([Buffer.alloc(3), jpeg]).subarray(3);
    expect(readPicture(inside)).toMatchObject({ width: 40 });
  });

  it.each([
    ["a comment", "fffe0006ffc01122"],
    ["fill bytes", "fffffffe00041122"],
    ["Huffman tables before the frame", "ffc400041122"],
  ])("is read past %s", (_what, segment) => {
    expect(readPicture(withSegment(segment))).toMatchObject({ width: 40, height: 24 });
  });

  it("is read when it is progressive too", () => {
    const progressive = Buffer.from(jpeg);
    progressive[progressive.indexOf(Buffer.from("ffc0", "hex")) + 1] = 0xc2;
    expect(readPicture(progressive)).toMatchObject({ width: 40 });
  });

  it.each([
    ["nothing", ""],
    ["HTML", Buffer.from("<html>").toString("hex")],
    ["a GIF", Buffer.from("GIF89a").toString("hex")],
    ["a JPEG of nothing but its beginning", "ffd8ffe0"],
    ["a JPEG whose scan begins before any frame", "ffd8ffda000400000000"],
    ["a JPEG without height", "ffd8ffc0000b08000000280101110000"],
    ["a PNG whose first chunk is another", "89504e470d0a1a0a0000000d49444154".padEnd(80, "0")],
  ])("is not %s", (_what, hex) => {
    expect(readPicture(Buffer.from(hex, "hex"))).toBeUndefined();
  });

  it("that is cut anywhere, or is any bytes at all, is read as far as it goes and nothing is thrown", () => {
    for (let length = 0; length <= jpeg.length; length += 1) readPicture(jpeg.subarray(0, length));
    for (let length = 0; length < 33; length += 1) expect(readPicture(png.subarray(0, length))).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void readPicture(bytes)));
    const beginning = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(beginning, (bytes) => void readPicture(Buffer.concat([Buffer.from("ffd8ff", "hex"), bytes]))),
    );
  });
});
