import type { Picture, Reply } from "../alexa-cloud/index.ts";

/** The cameras' latest pictures, as Alexa fetched them. */
export interface Pictures {
  of(cameraId: string): Picture | undefined;
  /** A camera was woken: what is kept of it is not the latest any more. */
  outdated(cameraId: string): void;
  /** Fetches, one after the other, what is missing, outdated or older than a minute, and forgets all other cameras'. */
  refresh(cameraIds: readonly string[]): Promise<void>;
}

/** What pictures are fetched with. */
export interface PicturesOptions {
  /** Has Alexa ask the skill where a camera's picture is, and fetch it. */
  readonly show: (cameraId: string) => Promise<Reply<Picture>>;
  /** Whether somebody waits for a view: then no picture is fetched. */
  readonly busy: () => boolean;
  /** Hears of each newer picture. */
  readonly onChange: () => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** How long a picture is good enough for a tile, in milliseconds. */
export const PICTURE_MAX_AGE = 60_000;

interface Kept {
  readonly picture: Picture | undefined;
  readonly askedAt: number;
}

/** Keeps pictures; the skill is asked for them by {@link Pictures.refresh} alone. */
export function createPictures({ show, busy, onChange, now }: PicturesOptions): Pictures {
  const kept = new Map<string, Kept>();

  async function fetch(cameraId: string): Promise<void> {
    const before = kept.get(cameraId)?.picture;
    kept.set(cameraId, { picture: before, askedAt: now() });
    const reply = await show(cameraId).catch(() => undefined);
    const asked = kept.get(cameraId);
    // Where none can be had the one before is still the latest that is known.
    if (asked === undefined || reply === undefined || "error" in reply) return;
    kept.set(cameraId, { ...asked, picture: reply.value });
    if (reply.value.takenAt !== before?.takenAt) onChange();
  }

  return {
    of: (cameraId) => kept.get(cameraId)?.picture,
    outdated(cameraId) {
      const known = kept.get(cameraId);
      if (known) kept.set(cameraId, { ...known, askedAt: Number.NEGATIVE_INFINITY });
    },
    async refresh(cameraIds) {
      for (const cameraId of kept.keys()) if (!cameraIds.includes(cameraId)) kept.delete(cameraId);
      for (const cameraId of cameraIds) {
        if (busy()) return;
        const { askedAt = Number.NEGATIVE_INFINITY } = kept.get(cameraId) ?? {};
        if (now() - askedAt >= PICTURE_MAX_AGE) await fetch(cameraId);
      }
    },
  };
}
