import { decode } from "jpeg-js";

/** What a picture is, by its own bytes. */
export interface ImageSize {
  readonly type: "image/jpeg" | "image/png";
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The kind and size of a picture; undefined when it is neither a JPEG that can be decoded nor a PNG. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const image = Buffer.from(bytes);
  if (image.subarray(0, 8).equals(PNG) && image.length >= 24) {
    // The first chunk, IHDR, begins with width and height. Source: PNG specification, 11.2.1.
    return { type: "image/png", width: image.readUInt32BE(16), height: image.readUInt32BE(20) };
  }
  try {
    const { width, height } = decode(image, { useTArray: true, maxMemoryUsageInMB: 256 });
    return { type: "image/jpeg", width, height };
  } catch {
    return undefined;
  }
}
