import { inTime, systemClock } from "../../../camera/clock.ts";
import type { HeadlessEcho, Received } from "../../../rehearsal/headless-echo/index.ts";

/** What came of an answer. The times are in milliseconds since the session began. */
export interface MediaSeen {
  /** The WebRTC stack did not take the answer. */
  readonly isRefused: boolean;
  readonly iceConnected?: number;
  /** The first whole keyframe. */
  readonly firstFrame?: number;
  readonly received: Received;
}

/** How much of a picture is waited for. */
export interface PlayLimits {
  /** For ICE, and after that once more for the frames, in milliseconds. */
  readonly milliseconds: number;
  readonly frames: number;
}

/** Has an Echo take an answer, and watches what comes of it: as long as the limits say, and no longer than it takes. */
export async function play(
  echo: HeadlessEcho,
  answer: string,
  { milliseconds, frames }: PlayLimits,
  about: { readonly startedAt: number; readonly signal: AbortSignal },
): Promise<MediaSeen> {
  try {
    await echo.acceptAnswer(answer);
  } catch {
    return { isRefused: true, received: echo.received() };
  }
  const within = <Value>(promise: Promise<Value>) =>
    inTime<Value | undefined>(
      systemClock,
      milliseconds,
      promise.catch(() => undefined),
      undefined,
      about.signal,
    );
  const moment = (at: number | undefined) => (at === undefined ? undefined : Math.round(at - about.startedAt));
  const iceConnected = moment(await within(echo.iceConnected));
  if (iceConnected === undefined) return { isRefused: false, received: echo.received() };
  const [first] = await Promise.all([
    within(echo.firstFrame),
    within(Promise.all([echo.untilFrames(frames), echo.untilAudio(1)])),
  ]);
  const firstFrame = moment(first);
  return {
    isRefused: false,
    iceConnected,
    ...(firstFrame !== undefined && { firstFrame }),
    received: echo.received(),
  };
}
