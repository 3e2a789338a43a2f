/** How long a connection may take once the answer is in, and the first picture once connected, in milliseconds. */
const CONNECTING = 10_000;
const FIRST_PICTURE = 10_000;
/** After this long without a new picture a camera that had played is gone, in milliseconds. */
const STANDSTILL = 5_000;

/** How far a view has come, in milliseconds on one clock. */
export interface Progress {
  /** When the browser had taken the answer. */
  readonly answeredAt: number;
  readonly connectedAt?: number;
  /** When a new picture was seen last. */
  readonly pictureAt?: number;
}

/** What to call a view that has waited too long, and undefined while there is hope. */
export function lostPatience(
  { answeredAt, connectedAt, pictureAt }: Progress,
  now: number,
): "never-connected" | "no-picture" | "lost" | undefined {
  if (pictureAt !== undefined) return now - pictureAt > STANDSTILL ? "lost" : undefined;
  if (connectedAt !== undefined) return now - connectedAt > FIRST_PICTURE ? "no-picture" : undefined;
  return now - answeredAt > CONNECTING ? "never-connected" : undefined;
}
