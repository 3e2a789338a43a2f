import type { ViewReport } from "./report.ts";

/** What arrived at the Echo, as the headless peer counts it. */
export interface Received {
  readonly videoFrames: number;
  readonly keyframes: number;
  readonly audioPackets: number;
  readonly barcodes: readonly { readonly cameraCode: number; readonly frameNumber: number }[];
}

/** What was to be seen. */
export interface Expected {
  /** Which a camera's test picture has in its barcode. */
  readonly cameraCode: number;
  readonly frames: number;
  /** Whether it may be any picture, without sound as well: a camera of somebody's own plays what it sees. */
  readonly anyPicture?: boolean | undefined;
}

/** Says whether what arrived is the picture of that camera, in motion, with sound; and if not, why not. */
export function judge(received: Received, expected: Expected): Pick<ViewReport, "ok" | "problem" | "video" | "audio"> {
  const ofThisCamera = received.barcodes.filter((barcode) => barcode.cameraCode === expected.cameraCode);
  const numbers = ofThisCamera.map((barcode) => barcode.frameNumber);
  const problem = problemOf(received, numbers, expected);
  return {
    ok: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
    video: {
      frames: received.videoFrames,
      keyframes: received.keyframes,
      barcode: {
        read: received.barcodes.length,
        ofThisCamera: numbers.length,
        first: numbers[0] ?? 0,
        last: numbers.at(-1) ?? 0,
      },
    },
    audio: { packets: received.audioPackets },
  };
}

function problemOf(received: Received, numbers: readonly number[], expected: Expected): string | undefined {
  const { frames, anyPicture = false } = expected;
  if (received.videoFrames === 0) return "no picture arrived";
  if (received.videoFrames < frames) return `only ${received.videoFrames} of ${frames} frames arrived in time`;
  if (anyPicture && received.barcodes.length === 0) return undefined;
  if (received.barcodes.length === 0) return "no barcode could be read from the picture";
  if (numbers.length < received.barcodes.length) return "the picture is another camera's";
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    return "the picture stands still";
  if (!anyPicture && received.audioPackets === 0) return "no sound arrived";
  return undefined;
}
