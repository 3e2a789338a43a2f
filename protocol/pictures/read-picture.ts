/** What a picture's first bytes say of it. */
export interface PictureFacts {
  readonly type: "image/jpeg" | "image/png";
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The fewest pixels on the shortest side that Alexa takes. Source: Alexa.SmartVision.SnapshotProvider. */
export const MIN_PICTURE_SIDE = 360;

/** Reads what kind of picture this is and how large; undefined for anything but a JPEG or PNG. Decodes nothing. */
export function readPicture(bytes: Uint8Array): PictureFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readPng(view) ?? readJpeg(view);
}

const PNG_SIGNATURE = 0x89504e470d0a1a0an;
const IHDR = 0x49484452;

/** The header is the first chunk and begins with width and height. Source: ISO/IEC 15948, 5.2 and 11.2.2. */
function readPng(view: DataView): PictureFacts | undefined {
  if (view.byteLength < 33 || view.getBigUint64(0) !== PNG_SIGNATURE || view.getUint32(12) !== IHDR) return undefined;
  return sized("image/png", view.getUint32(16), view.getUint32(20));
}

const START_OF_IMAGE = 0xffd8;
const START_OF_SCAN = 0xda;

/**
 * Goes from segment to segment until the one that begins the frame, which has height and width behind its length and
 * precision. Source: ITU-T T.81, B.1.1 and B.2.2.
 */
function readJpeg(view: DataView): PictureFacts | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== START_OF_IMAGE) return undefined;
  let at = 2;
  while (at + 4 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      // A fill byte.
      at += 1;
    } else if (isFrameStart(marker)) {
      return at + 9 <= view.byteLength
        ? sized("image/jpeg", view.getUint16(at + 7), view.getUint16(at + 5))
        : undefined;
    } else if (marker === START_OF_SCAN) {
      return undefined;
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  return undefined;
}

/** SOF0 to SOF15, among which three numbers mean something else. Source: ITU-T T.81, table B.1. */
function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function sized(type: PictureFacts["type"], width: number, height: number): PictureFacts | undefined {
  return width > 0 && height > 0 ? { type, width, height } : undefined;
}
