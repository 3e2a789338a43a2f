import type { Connection } from "../../calls.ts";
import { renameAsAlexa, writeAlexaOffer } from "./offer.ts";
import { connectionOf, framesDecoded } from "./stats.ts";

/** How long candidates may take, in milliseconds; on a machine without a network gathering never ends. */
const GATHERING_LIMIT = 2_000;

/** How long the first sound may come after the first picture to be in the measurement, in looks 100 ms apart. */
const LOOKS_FOR_SOUND = 5;

/** The browser's side of one view. */
export interface Peer {
  /** The browser's own offer in Alexa's dialect, complete. */
  readonly offer: string;
  readonly connection: RTCPeerConnection;
  /** What arrives: a track of sound and one of pictures. */
  readonly stream: MediaStream;
  /** @throws {DOMException} when the browser cannot use the answer. */
  accept(answer: string): Promise<void>;
  /** Sends this track's sound to the camera; null for nothing. */
  send(track: MediaStreamTrack | null): Promise<void>;
  /** How many frames were decoded so far. */
  frames(): Promise<number>;
  /** Waits a moment for the first sound, whose codec is not known before. */
  measure(): Promise<Connection>;
  close(): void;
}

/**
 * Makes a connection whose offer is as an Echo's: sound and pictures both ways, and every candidate there will be.
 * `address` is this machine's, for candidates whose own the browser hides.
 * @throws {DOMException} when the browser cannot make one.
 */
export async function createPeer({ address }: { readonly address: string }): Promise<Peer> {
  const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  try {
    const audio = connection.addTransceiver("audio", { direction: "sendrecv" });
    const video = connection.addTransceiver("video", { direction: "sendrecv" });
    audio.setCodecPreferences(receivable("audio", /^audio\/(opus|pcmu|pcma)$/i));
    video.setCodecPreferences(receivable("video", /^video\/h264$/i).slice(0, 1));
    const own = await connection.createOffer();
    await connection
      .setLocalDescription({ type: "offer", sdp: renameAsAlexa(own.sdp ?? "") })
      // A browser that insists on its own mids and payload types keeps them, on the wire too.
      .catch(() => connection.setLocalDescription(own));
    await gathered(connection);
    return {
      offer: writeAlexaOffer(connection.localDescription?.sdp ?? "", { address, now: new Date() }),
      connection,
      stream: new MediaStream([audio.receiver.track, video.receiver.track]),
      accept: (sdp) => connection.setRemoteDescription({ type: "answer", sdp }),
      send: (track) => audio.sender.replaceTrack(track),
      frames: async () => framesDecoded(await video.receiver.getStats()),
      measure: () => measure(connection),
      close: () => connection.close(),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** What this browser receives of the kind; of H.264 first what the camera sends: constrained baseline in fragments. */
function receivable(kind: "audio" | "video", mimeType: RegExp): RTCRtpCodec[] {
  const fitness = ({ sdpFmtpLine = "" }: RTCRtpCodec) =>
    Number(sdpFmtpLine.includes("packetization-mode=1")) * 2 + Number(/profile-level-id=42e0/i.test(sdpFmtpLine));
  return (RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [])
    .filter((codec) => mimeType.test(codec.mimeType))
    .sort((one, other) => fitness(other) - fitness(one));
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    if (connection.iceGatheringState === "complete") return resolve();
    const timer = setTimeout(resolve, GATHERING_LIMIT);
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState !== "complete") return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function measure(connection: RTCPeerConnection): Promise<Connection> {
  let measured = connectionOf(await connection.getStats());
  for (let look = 1; look < LOOKS_FOR_SOUND && !measured.codecs.some((codec) => codec.startsWith("audio/")); look++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    measured = connectionOf(await connection.getStats());
  }
  return measured;
}
