import type { CameraBehaviour } from "../camera/index.ts";

/** A manner of a camera's firmware: what it does to its answers. */
export type Manner = Pick<CameraBehaviour, "beforeAnswer" | "beforeAnswerPayload">;

/** The manners a camera has at the moment; they can change while it runs. */
export interface Manners {
  /** What the camera is started with. */
  readonly behaviour: CameraBehaviour;
  /** Adds a manner until the returned function is called; several act one after the other. */
  add(manner: Manner): () => void;
}

/** Makes a camera's manners, none at first. */
export function createManners(): Manners {
  const manners = new Set<Manner>();
  return {
    behaviour: {
      async beforeAnswer(answer, about) {
        let sent: string | undefined = answer;
        for (const { beforeAnswer } of manners) {
          if (sent !== undefined && beforeAnswer) sent = await beforeAnswer(sent, about);
        }
        return sent;
      },
      beforeAnswerPayload(payload, about) {
        let sent: string | undefined = payload;
        for (const { beforeAnswerPayload } of manners) {
          if (sent !== undefined && beforeAnswerPayload) sent = beforeAnswerPayload(sent, about);
        }
        return sent;
      },
    },
    add(manner) {
      // Each addition counts, also of a manner that the camera has already.
      const own = { ...manner };
      manners.add(own);
      return () => void manners.delete(own);
    },
  };
}
