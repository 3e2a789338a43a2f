export { AUDIO_PACKET_MILLISECONDS, type AudioSource, createAudioSource, silence } from "./audio-source.ts";
export { BARCODE_LAYOUT, type Barcode, cameraCode } from "./barcode.ts";
export { PROFILE_LEVEL_ID } from "./h264/parameter-sets.ts";
export { VIDEO_HEIGHT, VIDEO_WIDTH } from "./picture/test-picture.ts";
export { type AccessUnit, createVideoSource, VIDEO_FRAMES_PER_SECOND, type VideoSource } from "./video-source.ts";
