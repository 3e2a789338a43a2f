import { encode } from "jpeg-js";

/** A grey JPEG of this size. */
export function jpeg(width: number, height: number): Buffer {
  return encode({ width, height, data: new Uint8Array(width * height * 4).fill(128) }, 50).data;
}

/** The beginning of a PNG of this size, as far as anyone reads it who doesn't decode it. */
export function png(width: number, height: number): Buffer {
  const bytes = Buffer.from("89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000", "hex");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
