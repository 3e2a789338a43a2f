import { encode } from "jpeg-js";
import { createPlanes, type Planes } from "../media/h264/planes.ts";
import { createTestPicture, type Moment, VIDEO_HEIGHT, VIDEO_WIDTH } from "../media/picture/test-picture.ts";

/** Of 100: nothing of the small letters is lost, and the picture has about 15 KB, where Alexa wants 60 KB at most. */
const QUALITY = 80;

/**
 * Makes what paints the camera's picture of a moment as a JPEG, the same that a viewer would see then: 640x360.
 * A picture takes 25 to 70 ms, in which the camera does nothing else: an answer is late by that much at most, of the 6 s
 * that Alexa waits, and a viewer's picture by a frame. A thread of its own would not be worth what it takes to start one.
 */
export function createJpegPainter(camera: { cameraId: string; name: string }): (moment: Moment) => Buffer {
  const paint = createTestPicture(camera);
  const picture = createPlanes(VIDEO_WIDTH, VIDEO_HEIGHT);
  return (moment) => {
    paint(picture, moment);
    return encode({ data: toRgba(picture), width: VIDEO_WIDTH, height: VIDEO_HEIGHT }, QUALITY).data;
  };
}

/** Luma from 16 to 235 and BT.601 colours, as the camera's H.264 says of them, to what a screen shows. */
function toRgba({ luma, cb, cr }: Planes): Uint8Array {
  const rgba = new Uint8ClampedArray(VIDEO_WIDTH * VIDEO_HEIGHT * 4);
  for (let y = 0; y < VIDEO_HEIGHT; y++) {
    for (let x = 0; x < VIDEO_WIDTH; x++) {
      const brightness = 1.164 * ((luma.samples[y * luma.width + x] ?? 0) - 16);
      const colour = (y >> 1) * cb.width + (x >> 1);
      const blue = (cb.samples[colour] ?? 128) - 128;
      const red = (cr.samples[colour] ?? 128) - 128;
      const at = (y * VIDEO_WIDTH + x) * 4;
      rgba[at] = brightness + 1.596 * red;
      rgba[at + 1] = brightness - 0.813 * red - 0.392 * blue;
      rgba[at + 2] = brightness + 2.017 * blue;
      rgba[at + 3] = 255;
    }
  }
  return new Uint8Array(rgba.buffer);
}
