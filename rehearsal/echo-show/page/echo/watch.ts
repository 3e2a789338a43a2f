import type { SessionReport } from "../../calls.ts";
import { lostPatience, type Progress } from "./patience.ts";
import type { Peer } from "./peer.ts";

/** Between two looks at whether pictures still come, in milliseconds. */
const LOOK = 1_000;

/** Why nothing came of an answer. */
export type FailureReason = Extract<SessionReport, { event: "failed" }>["reason"];

/** What becomes of a view once its answer is in. */
export interface Outcome {
  onConnected(at: number): void;
  onFirstFrame(at: number): void;
  onFailed(reason: FailureReason): void;
}

/** Watches a connection and its pictures until the signal aborts. All times are epoch milliseconds. */
export function watch(peer: Peer, video: HTMLVideoElement, outcome: Outcome, signal: AbortSignal): void {
  const { connection } = peer;
  let progress: Progress = { answeredAt: epochNow() };
  let frames = 0;

  const fail: Outcome["onFailed"] = (reason) => {
    if (!signal.aborted) outcome.onFailed(reason);
  };
  const broken = () => fail(progress.connectedAt === undefined ? "never-connected" : "lost");
  const connected = () => {
    if (progress.connectedAt !== undefined || !/^(connected|completed)$/.test(connection.iceConnectionState)) return;
    const connectedAt = epochNow();
    progress = { ...progress, connectedAt };
    outcome.onConnected(connectedAt);
  };
  const picture = () => {
    const pictureAt = epochNow();
    const first = progress.pictureAt === undefined;
    progress = { ...progress, pictureAt };
    if (first) outcome.onFirstFrame(pictureAt);
  };
  // A tab in the background decodes and shows nothing: there the count tells what the video element doesn't.
  const look = async () => {
    const decoded = await peer.frames().catch(() => frames);
    if (signal.aborted) return;
    if (decoded > frames) picture();
    frames = decoded;
    const reason = lostPatience(progress, epochNow());
    if (reason !== undefined) fail(reason);
  };

  connection.addEventListener("iceconnectionstatechange", connected, { signal });
  connection.addEventListener(
    "connectionstatechange",
    () => {
      if (/^(failed|closed)$/.test(connection.connectionState)) broken();
    },
    { signal },
  );
  // The camera's farewell is seen here first.
  const [transport] = connection.getReceivers().map((receiver) => receiver.transport);
  transport?.addEventListener(
    "statechange",
    () => {
      if (/^(failed|closed)$/.test(transport.state)) broken();
    },
    { signal },
  );
  const frameCallback = video.requestVideoFrameCallback(picture);
  const timer = setInterval(look, LOOK);
  signal.addEventListener("abort", () => {
    video.cancelVideoFrameCallback(frameCallback);
    clearInterval(timer);
  });
}

function epochNow(): number {
  return performance.timeOrigin + performance.now();
}
