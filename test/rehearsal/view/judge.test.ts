import { describe, expect, it } from "@jest/globals";
import { judge, type Received } from "../../../rehearsal/view/judge.ts";

const CODE = 7;
const expected = { cameraCode: CODE, frames: 3 };
const barcodes = (...numbers: number[]) => numbers.map((frameNumber) => ({ cameraCode: CODE, frameNumber }));
const received = (more: Partial<Received> = {}): Received => ({
  videoFrames: 3,
  keyframes: 1,
  audioPackets: 9,
  barcodes: barcodes(4, 5, 6),
  ...more,
});

describe("what arrived of a view", () => {
  it("is the camera's picture in motion, with sound", () => {
    expect(judge(received(), expected)).toEqual({
      ok: true,
      video: { frames: 3, keyframes: 1, barcode: { read: 3, ofThisCamera: 3, first: 4, last: 6 } },
      audio: { packets: 9 },
    });
  });

  it.each([
    [{ videoFrames: 0 }, "no picture arrived"],
    [{ videoFrames: 2 }, "only 2 of 3 frames arrived in time"],
    [{ barcodes: [] }, "no barcode could be read from the picture"],
    [{ barcodes: [{ cameraCode: 8, frameNumber: 1 }] }, "the picture is another camera's"],
    [{ barcodes: barcodes(4, 4) }, "the picture stands still"],
    [{ audioPackets: 0 }, "no sound arrived"],
  ])("is not what it should be: %j", (more, problem) => {
    expect(judge(received(more), expected)).toMatchObject({ ok: false, problem });
  });

  it("may be any picture of a camera that is somebody's own, without sound as well", () => {
    const any = { ...expected, anyPicture: true };
    expect(judge(received({ barcodes: [], audioPackets: 0 }), any)).toMatchObject({ ok: true, audio: { packets: 0 } });
    expect(judge(received({ barcodes: [], videoFrames: 2 }), any)).toMatchObject({ ok: false });
    expect(judge(received({ barcodes: [{ cameraCode: 8, frameNumber: 1 }] }), any)).toMatchObject({
      problem: "the picture is another camera's",
    });
  });
});
