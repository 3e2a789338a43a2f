import { epochNow } from "../../camera/clock.ts";
import { createBarcodeReader } from "../media/index.ts";
import { hostAddress, isOwnAddress } from "./address.ts";
import type { KeyframeRequest } from "./peer.ts";

/** What a headless Echo is like. */
export interface HeadlessEchoOptions {
  /** Whether it sends sound to the camera, as an Echo with an open microphone. */
  readonly talk?: boolean;
  /** An IPv4 address of this machine; the first that others can reach by default, else 127.0.0.1. */
  readonly address?: string;
  readonly now?: () => Date;
}

/** A camera's picture as it was read back: which camera, and which of its frames. */
export interface ReceivedBarcode {
  readonly cameraCode: number;
  readonly frameNumber: number;
}

/** What has arrived so far. */
export interface Received {
  /** Whole access units, keyframes among them. */
  readonly videoFrames: number;
  readonly keyframes: number;
  readonly audioPackets: number;
  readonly barcodes: readonly ReceivedBarcode[];
}

/** An Echo Show without a screen: its offer, and what a camera's answer brings. */
export interface HeadlessEcho {
  /** `payload.offer.value` of an InitiateSessionWithOffer directive. */
  readonly offer: string;
  /**
   * Takes the camera's answer, as `payload.answer.value` of AnswerGeneratedForSession.
   * @throws what the WebRTC stack says of an answer it cannot take.
   */
  acceptAnswer(answer: string): Promise<void>;
  /** When the media path was up, in epoch milliseconds; rejects when that never happens. */
  readonly iceConnected: Promise<number>;
  /** When the first whole keyframe had arrived, in epoch milliseconds; rejects when none does. */
  readonly firstFrame: Promise<number>;
  received(): Received;
  /** Resolves when so many frames have arrived in all; rejects when the connection ends before. */
  untilFrames(count: number): Promise<void>;
  /** Resolves when so many audio packets have arrived in all; rejects when the connection ends before. */
  untilAudio(count: number): Promise<void>;
  /** Asks the camera for a keyframe, by a picture loss indication unless it is told otherwise. */
  requestKeyframe(kind?: KeyframeRequest): void;
  /** Leaves: the camera is told. */
  close(): Promise<void>;
  /** Goes without a word, as a device that lost its power or its network. */
  vanish(): Promise<void>;
}

/**
 * Makes a headless Echo with an offer ready to be sent. It connects when it is given an answer.
 * @throws {Error} when `address` is not this machine's.
 */
export async function createHeadlessEcho(options: HeadlessEchoOptions = {}): Promise<HeadlessEcho> {
  const address = options.address ?? hostAddress();
  if (!isOwnAddress(address))
    throw new Error(`the headless Echo cannot listen on ${address}: not an address of this machine`);
  // The WebRTC stack takes about 300 ms to load.
  const { createEchoPeer, createFrameAssembler } = await import("./webrtc.ts");
  const connected = createMoment();
  const firstFrame = createMoment();
  const waiters = new Set<Waiter>();
  const assembler = createFrameAssembler();
  const barcodes = createBarcodeReader();
  const received = { videoFrames: 0, keyframes: 0, audioPackets: 0, barcodes: [] as ReceivedBarcode[] };
  let over = false;

  const tellWaiters = () => {
    for (const waiter of waiters) {
      const done = waiter.met();
      if (!done && !over) continue;
      waiters.delete(waiter);
      if (done) waiter.resolve();
      else waiter.reject(new Error("the connection ended before it came"));
    }
  };
  const until = (met: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      waiters.add({ met, resolve, reject });
      tellWaiters();
    });
  const end = () => {
    over = true;
    connected.fail();
    firstFrame.fail();
    tellWaiters();
  };

  const peer = await createEchoPeer(
    { address, talk: options.talk ?? false, now: options.now ?? (() => new Date()) },
    {
      connected: connected.reach,
      audio: () => {
        received.audioPackets += 1;
        tellWaiters();
      },
      video: (packet) => {
        const frame = assembler.add(packet);
        if (frame === undefined) return;
        if (frame === "lost") {
          peer.requestKeyframe("PLI");
          return;
        }
        received.videoFrames += 1;
        if (frame.keyframe) {
          received.keyframes += 1;
          firstFrame.reach();
        }
        const barcode = barcodes.read(frame.data);
        if (barcode !== undefined) received.barcodes.push(barcode);
        tellWaiters();
      },
      ended: end,
    },
  );

  return {
    offer: peer.offer,
    acceptAnswer: peer.accept,
    iceConnected: connected.at,
    firstFrame: firstFrame.at,
    received: () => ({ ...received, barcodes: [...received.barcodes] }),
    untilFrames: (count) => until(() => received.videoFrames >= count),
    untilAudio: (count) => until(() => received.audioPackets >= count),
    requestKeyframe: (kind = "PLI") => peer.requestKeyframe(kind),
    async close() {
      end();
      await peer.close();
    },
    async vanish() {
      end();
      await peer.vanish();
    },
  };
}

interface Waiter {
  readonly met: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A moment that comes once or never. */
function createMoment() {
  let reach = () => {};
  let fail = () => {};
  const at = new Promise<number>((resolve, reject) => {
    reach = () => resolve(epochNow());
    fail = () => reject(new Error("the connection ended before it came"));
  });
  // Who does not ask for the moment need not handle that it never came.
  at.catch(() => {});
  return { at, reach, fail };
}
