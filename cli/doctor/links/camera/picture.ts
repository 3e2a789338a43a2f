import { cameraCode } from "../../../../camera/media/index.ts";
import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { Broken, type CameraLink, NotExamined } from "../../link.ts";
import { readAlexaOffer, WHOLE_PICTURE } from "../../reads/alexa-offer.ts";
import type { MediaSeen } from "../../reads/media-seen.ts";
import { wayThatCounts } from "../../reads/outcome.ts";
import { readViewer } from "../../reads/viewer.ts";

/** The answer that the skill gets brings a connection and a picture. */
export const pictureLink: CameraLink = {
  id: "picture",
  title: "the picture",
  async examine(patient, camera) {
    const alexa = await patient.readOf(camera, readAlexaOffer);
    const way = wayThatCounts(camera, alexa);
    const { media, isNear } = way === "viewer" ? await patient.readOf(camera, readViewer) : alexa;
    if (media === undefined) throw new NotExamined("there was no answer to take");
    if (media.isRefused) throw broken(camera, "the camera's answer breaks no rule, and a WebRTC stack refuses it");
    if (media.iceConnected === undefined) {
      if (isNear) throw broken(camera, "an answer came, and no connection came of it");
      throw new NotExamined(
        "no media came to this machine. Alexa's media gateway is on the internet: look at a real Echo Show",
      );
    }
    const { videoFrames, keyframes, audioPackets } = media.received;
    if (keyframes === 0) {
      throw broken(camera, `it connected, and ${videoFrames === 0 ? "no picture came" : "no keyframe came"}`);
    }
    const sound = audioPackets === 0 ? ", no sound" : ", and sound";
    return { seen: `ICE connected, DTLS connected, ${videoFrames} frames${sound}`, notes: notesOn(camera, media) };
  },
};

function broken({ name }: CameraRecord, what: string): Broken {
  return new Broken({
    breakage: "no-picture",
    sentence: `The camera is at fault: of ${name}, ${what}.`,
    remedy: {
      say: "Look in the camera's log for ICE and DTLS of this session, and whether its encoder runs: H.264, with a keyframe at the start and whenever a viewer asks for one.",
    },
  });
}

function notesOn({ id }: CameraRecord, { received }: MediaSeen): string[] {
  const { videoFrames, audioPackets, barcodes } = received;
  const own = cameraCode(id);
  return [
    ...(videoFrames < WHOLE_PICTURE.frames
      ? [`Only ${videoFrames} frames came in ${WHOLE_PICTURE.milliseconds / 1_000} s.`]
      : []),
    ...(audioPackets === 0
      ? [
          "No sound came: a camera without a microphone had better send silence, for Alexa's sessions fail now and then.",
        ]
      : []),
    // Only cameras of this project's have one.
    ...(barcodes.some((barcode) => barcode.cameraCode !== own) ? ["The test picture is that of another camera."] : []),
  ];
}
