import { BARCODE_LAYOUT, barcodeCells, cameraCode } from "../../../../camera/media/barcode.ts";

const FRAMES_PER_SECOND = 15;

/** A moving picture that the page draws: a barcode that says which camera it is and which frame, on a changing colour. */
export function drawPicture(cameraId) {
  const { pictureWidth, pictureHeight, left, top, cell } = BARCODE_LAYOUT;
  const canvas = Object.assign(document.createElement("canvas"), { width: pictureWidth, height: pictureHeight });
  const context = canvas.getContext("2d");
  let frameNumber = 0;
  const draw = () => {
    frameNumber += 1;
    context.fillStyle = `hsl(${frameNumber % 360} 60% 40%)`;
    context.fillRect(0, 0, pictureWidth, pictureHeight);
    for (const [row, cells] of barcodeCells({ cameraCode: cameraCode(cameraId), frameNumber }).entries()) {
      for (const [column, white] of cells.entries()) {
        context.fillStyle = white ? "white" : "black";
        context.fillRect(left + column * cell, top + row * cell, cell, cell);
      }
    }
  };
  draw();
  setInterval(draw, 1_000 / FRAMES_PER_SECOND);
  return canvas.captureStream(FRAMES_PER_SECOND);
}
