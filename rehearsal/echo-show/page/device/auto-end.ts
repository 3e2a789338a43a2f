/** How long live view stays that came up by itself, in milliseconds. Source: Amazon's sample of a WebRTC doorbell. */
export const AUTO_LIVE_VIEW = 15_000;

/** A live view that came up by itself. */
export interface AutoLiveView {
  /** Hears of every touch of the screen and of its keys. */
  readonly screen: EventTarget;
  /** Somebody wants to see on: it stays. */
  onTouched(): void;
  /** Nobody touched it: it is over. */
  onOver(): void;
}

/** Waits for whichever comes first, a touch or the end; the returned function waits no more. */
export function awaitTouch({ screen, onTouched, onOver }: AutoLiveView): () => void {
  const settled = new AbortController();
  const touched = () => {
    settled.abort();
    onTouched();
  };
  const timer = setTimeout(() => {
    settled.abort();
    onOver();
  }, AUTO_LIVE_VIEW);
  settled.signal.addEventListener("abort", () => clearTimeout(timer));
  for (const touch of ["pointerdown", "keydown"]) screen.addEventListener(touch, touched, { signal: settled.signal });
  return () => settled.abort();
}
