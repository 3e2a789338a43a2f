import type { ViewReport } from "./report.ts";

/** What arrived at the Echo, as the headless peer counts it. */
export interface Received {
  readonly videoFrames: number;
  readonly keyframes: number;
  readonly audioPackets: number;
  readonly barcodes: readonly { readonly cameraCode: number; readonly frameNumber: number }[];
}

/** Says whether what arrived is the picture of that camera, in motion, with sound; and if not, why not. */
export function judge(
  received: Received,
  cameraCode: number,
  framesWanted: number,
): Pick<ViewReport, "ok" | "problem" | "video" | "audio"> {
  const ofThisCamera = received.barcodes.filter((barcode) => barcode.cameraCode === cameraCode);
  const numbers = ofThisCamera.map((barcode) => barcode.frameNumber);
  const problem = problemOf(received, numbers, framesWanted);
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

function problemOf(received: Received, numbers: readonly number[], framesWanted: number): string | undefined {
  if (received.videoFrames === 0) return "no picture arrived";
  if (received.videoFrames < framesWanted)
    return `only ${received.videoFrames} of ${framesWanted} frames arrived in time`;
  if (received.barcodes.length === 0) return "no barcode could be read from the picture";
  if (numbers.length < received.barcodes.length) return "the picture is another camera's";
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    return "the picture stands still";
  if (received.audioPackets === 0) return "no sound arrived";
  return undefined;
}
