import type { Talk } from "../talk.ts";
import { createMicrophone } from "./microphone.ts";
import type { Peer } from "./peer.ts";

/** Opens or closes the microphone of a view; says what is sent then. Never rejects. */
export type SetTalking = (on: boolean) => Promise<Talk>;

/** Makes the talk of a view, closed. When the signal aborts, everything is let go of. */
export function createTalking(peer: Promise<Peer>, onTalk: (talk: Talk) => void, signal: AbortSignal): SetTalking {
  const microphone = createMicrophone();
  let talk: Talk = "off";
  let turns = 0;
  signal.addEventListener("abort", microphone.release, { once: true });

  return async (on) => {
    turns += 1;
    const turn = turns;
    try {
      const opened = on ? await microphone.open() : undefined;
      const { send } = await peer;
      // While the person was asked for the microphone, the button may have been pressed again, or the view stopped.
      if (turn !== turns || signal.aborted) return talk;
      await send(opened?.track ?? null);
      const before = talk;
      talk = opened?.sound ?? "off";
      if (talk !== before) onTalk(talk);
    } catch {
      // Without a connection, or in a browser that makes no sound, there is nothing to be said to the camera.
    }
    return talk;
  };
}
