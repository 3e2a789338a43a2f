const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG's size in pixels, by its header; undefined of what is no PNG. Source: PNG specification, IHDR. */
export function pngSize(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  const isPng = bytes.length >= 24 && bytes.subarray(0, 8).equals(SIGNATURE);
  if (!isPng || bytes.toString("latin1", 12, 16) !== "IHDR") return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
