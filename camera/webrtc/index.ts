import { H264Packetizer, OpusPacketizer, RTCDtlsTransport } from "werift";
import { type Broadcast, type BroadcastOptions, createBroadcast } from "../broadcast.ts";

export { type Answer, createViewerSession, type ViewerSession } from "./viewer-session.ts";

/** Makes the camera's stream with the packetizers of the WebRTC stack. */
export function createMediaBroadcast(
  options: Omit<BroadcastOptions, "videoPacketizer" | "audioPacketizer">,
): Broadcast {
  return createBroadcast({
    ...options,
    videoPacketizer: new H264Packetizer({ inputFormat: "length-prefixed" }),
    audioPacketizer: new OpusPacketizer(),
  });
}

/** Makes the DTLS certificate that all sessions of the process share, so that the first viewer does not wait for it. */
export async function prepareCertificate(): Promise<void> {
  await RTCDtlsTransport.SetupCertificate();
}
