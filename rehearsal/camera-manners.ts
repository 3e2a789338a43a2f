import type { CameraBehaviour } from "../camera/index.ts";

/** A manner of a camera's firmware: what it does to its answers, and to the candidates that follow them. */
export type Manner = Pick<CameraBehaviour, "trickle" | "beforeAnswer" | "beforeAnswerPayload" | "candidates">;

/** The manners a camera has at the moment; they can change while it runs. */
export interface Manners {
  /** What the camera is started with. */
  readonly behaviour: CameraBehaviour;
  /** Adds a manner until the returned function is called; several act one after the other. */
  add(manner: Manner): () => void;
}

/** Makes a camera's manners: at first its firmware's alone, which is ours where none is given. */
export function createManners(firmware: () => Manner = () => ({})): Manners {
  const added = new Set<Manner>();
  const all = () => [firmware(), ...added];
  return {
    behaviour: {
      get trickle() {
        return all().findLast(({ trickle }) => trickle !== undefined)?.trickle ?? "as-offered";
      },
      async beforeAnswer(answer, about) {
        let sent: string | undefined = answer;
        for (const { beforeAnswer } of all()) {
          if (sent !== undefined && beforeAnswer) sent = await beforeAnswer(sent, about);
        }
        return sent;
      },
      beforeAnswerPayload(payload, about) {
        let sent: string | undefined = payload;
        for (const { beforeAnswerPayload } of all()) {
          if (sent !== undefined && beforeAnswerPayload) sent = beforeAnswerPayload(sent, about);
        }
        return sent;
      },
      candidates: (found, about) => all().reduce((sent, { candidates }) => candidates?.(sent, about) ?? sent, found),
    },
    add(manner) {
      // Each addition counts, also of a manner that the camera has already.
      const own = { ...manner };
      added.add(own);
      return () => void added.delete(own);
    },
  };
}
