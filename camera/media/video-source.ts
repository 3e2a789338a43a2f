import { FRAME_NUMBER_RANGE } from "./barcode.ts";
import { pictureParameterSet, sequenceParameterSet } from "./h264/parameter-sets.ts";
import { createPlanes } from "./h264/planes.ts";
import { slice } from "./h264/slice.ts";
import { createTestPicture, VIDEO_HEIGHT, VIDEO_WIDTH } from "./picture/test-picture.ts";

/** Frames a second that the camera sends unless told otherwise. */
export const VIDEO_FRAMES_PER_SECOND = 15;

/** One coded picture. */
export interface AccessUnit {
  /** Its NAL units in order, without start codes; a keyframe's begin with both parameter sets. */
  readonly nalUnits: readonly Buffer[];
  /** Whether decoding can begin here. */
  readonly keyframe: boolean;
  /** The number in the picture's barcode: 0 in a source's first frame, modulo 2^24. */
  readonly frameNumber: number;
}

/** A stream of coded pictures, one for each call. */
export interface VideoSource {
  /**
   * Paints and codes the next frame: `now` for the clock, `keyframe` when decoding must be able to begin here, `level`
   * 0 to 1 for the sound bar.
   */
  nextFrame(input: { now: Date; keyframe: boolean; level?: number }): AccessUnit;
}

/**
 * Makes the camera's own video: a test picture with name, clock, moving block, sound bar and barcode as H.264
 * Constrained Baseline, profile-level-id 42e01f, 640x360. The first frame is a keyframe whatever is asked. Frames refer
 * to the one before, so all of a source's frames must go to the decoder; each viewer who joins needs a keyframe.
 */
export function createVideoSource(options: {
  cameraId: string;
  name: string;
  /** Only written into the stream; the caller's timer decides. */
  framesPerSecond?: number;
}): VideoSource {
  const { framesPerSecond = VIDEO_FRAMES_PER_SECOND } = options;
  const parameterSets = [
    sequenceParameterSet({ width: VIDEO_WIDTH, height: VIDEO_HEIGHT, framesPerSecond }),
    pictureParameterSet(),
  ];
  const paint = createTestPicture(options);
  let picture = createPlanes(VIDEO_WIDTH, VIDEO_HEIGHT);
  let previous = createPlanes(VIDEO_WIDTH, VIDEO_HEIGHT);
  let nextFrameNumber = 0;
  let picturesSinceIdr = 0;
  let idrPictures = 0;

  return {
    nextFrame({ now, keyframe: asked, level = 0 }) {
      const keyframe = asked || idrPictures === 0;
      const frameNumber = nextFrameNumber;
      nextFrameNumber = (nextFrameNumber + 1) % FRAME_NUMBER_RANGE;
      picturesSinceIdr = keyframe ? 0 : picturesSinceIdr + 1;
      if (keyframe) idrPictures += 1;

      paint(picture, { now, frameNumber, level });
      const idrPictureId = idrPictures % 2;
      const coded = slice({ picture, picturesSinceIdr, idrPictureId, ...(keyframe ? {} : { previous }) });
      [picture, previous] = [previous, picture];
      return { nalUnits: keyframe ? [...parameterSets, coded] : [coded], keyframe, frameNumber };
    },
  };
}
