import { startTone } from "./tone.ts";

/** What is sent while someone talks. */
export type Sound = "microphone" | "tone";

/** The sound that a view sends: this machine's microphone, or a tone where there is none or it was refused. */
export interface Microphone {
  /** Asks for the microphone the first time; the same track afterwards. */
  open(): Promise<{ readonly track: MediaStreamTrack; readonly sound: Sound }>;
  /** Lets go of everything; also of a microphone that is granted later. */
  release(): void;
}

/** Makes a microphone that touches nothing before it is opened. */
export function createMicrophone(): Microphone {
  const released = new AbortController();
  let opened: ReturnType<Microphone["open"]> | undefined;

  async function open() {
    const { track, stop, sound } = await capture().catch(startTone);
    if (released.signal.aborted) stop();
    else released.signal.addEventListener("abort", stop, { once: true });
    return { track, sound };
  }

  return {
    open() {
      opened ??= open();
      return opened;
    },
    release: () => released.abort(),
  };
}

async function capture() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new Error("the microphone has no track");
  return { track, stop: () => track.stop(), sound: "microphone" as const };
}
