import type { SessionReport } from "../../calls.ts";
import type { Device } from "../../state.ts";
import { endSession, reportSession, startSession } from "../api.ts";
import type { Talk } from "../talk.ts";
import { createPeer, type Peer } from "./peer.ts";
import { playVideo } from "./play.ts";
import { createTalking } from "./talking.ts";
import { type FailureReason, watch } from "./watch.ts";

/** Stands for this machine in the offer where the browser hides the address: the cameras run on it too. */
const THIS_MACHINE = "127.0.0.1";

/** An answer that takes longer than this is worth being told of, in milliseconds. */
const SLOW = 250;

/** A camera being viewed. */
export interface Viewing {
  /** Opens or closes the microphone; says what is sent then. A camera without a speaker is sent nothing. */
  setTalking(on: boolean): Promise<Talk>;
  /**
   * What Alexa does on "stop": the connection is closed at once, and the session ended at the server. Resolves when
   * there is nothing more to wait for. Never rejects.
   */
  stop(): Promise<void>;
}

/** What is to be viewed, where, and who hears of it. */
export interface ViewingOptions {
  readonly deviceId: string;
  readonly device: Device;
  readonly phrase: string;
  /** "Talk to": the microphone is open from the start. */
  readonly talking: boolean;
  /** Permanently in the page; plays the stream with sound. */
  readonly video: HTMLVideoElement;
  /** When the answer is there, or does not come at once: what is drawn of it would only keep the picture waiting. */
  onSession(sessionId: string): void;
  onTalk(talk: Talk): void;
  /** Once. Why a view failed stands in the state, or is the problem where the server never heard of the view. */
  onEnded(reason: "stopped" | "failed", problem?: string): void;
}

/** Does what an Echo Show does when someone asks for a camera: offer, answer, picture and sound, until it is stopped. */
export function startViewing(options: ViewingOptions): Viewing {
  const { deviceId, device, phrase, video } = options;
  const ended = new AbortController();
  const making = createPeer({ address: THIS_MACHINE });
  const setTalking = createTalking(making, options.onTalk, ended.signal);
  const sessionId = crypto.randomUUID();
  let asked = false;
  let told = false;
  let reported: Promise<void> = Promise.resolve();
  let stopped: Promise<void> | undefined;

  void view().catch((thrown: unknown) => end("failed", problemOf(thrown)));
  if (options.talking && device.talk) void setTalking(true);

  async function view(): Promise<void> {
    const peer = await making;
    if (ended.signal.aborted) return peer.close();
    ended.signal.addEventListener("abort", () => leave(peer, video), { once: true });
    asked = true;
    const replied = startSession({ sessionId, deviceId, cameraId: device.id, phrase, offer: peer.offer });
    const slow = setTimeout(tellSession, SLOW);
    ended.signal.addEventListener("abort", () => clearTimeout(slow), { once: true });
    video.srcObject = peer.stream;
    void playVideo(video, ended.signal, window);
    const { answer } = await replied;
    // Again: when it was stopped the server may not have heard of the session yet.
    if (ended.signal.aborted) return disconnect(sessionId);
    const playing = answer === undefined ? undefined : play(peer, answer);
    tellSession();
    if (playing === undefined) end("failed");
    await playing;
  }

  function tellSession(): void {
    if (told) return;
    told = true;
    options.onSession(sessionId);
  }

  async function play(peer: Peer, answer: string): Promise<void> {
    /** One after the other; without a server there is nobody to tell that one was lost. */
    const report = (message: SessionReport | Promise<SessionReport>) => {
      reported = reported.then(async () => reportSession(sessionId, await message)).catch(() => {});
    };
    const fail = (reason: FailureReason) => {
      end("failed");
      report({ event: "failed", reason });
    };
    const taken = peer.accept(answer);
    const outcome = {
      onConnected: (at: number) => report({ event: "ice-connected", at }),
      onFirstFrame: (at: number) =>
        report(peer.measure().then((connection) => ({ event: "first-frame", at, connection }))),
      onFailed: fail,
    };
    watch(peer, video, outcome, ended.signal);
    await taken.catch(() => {
      if (!ended.signal.aborted) fail("answer-refused");
    });
  }

  async function stop(): Promise<void> {
    if (ended.signal.aborted) return;
    end("stopped");
    if (asked) await disconnect(sessionId);
  }

  function end(reason: "stopped" | "failed", problem?: string): void {
    if (ended.signal.aborted) return;
    ended.abort();
    options.onEnded(reason, problem);
  }

  return {
    setTalking: (on) => setTalking(on && device.talk),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Never rejects: a server that is gone has no session left. */
async function disconnect(sessionId: string): Promise<void> {
  await endSession(sessionId).catch(() => {});
}

/** The server's own words, or the browser's on why it makes no offer. */
function problemOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function leave(peer: Peer, video: HTMLVideoElement): void {
  peer.close();
  if (video.srcObject === peer.stream) video.srcObject = null;
}
