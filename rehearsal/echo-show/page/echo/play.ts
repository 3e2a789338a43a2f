/** As much of a video element as matters here. */
interface Playable {
  muted: boolean;
  play(): Promise<void>;
}

/**
 * Plays a video with its sound. Where the browser allows sound only after the person has touched the page, as when live
 * view comes up by itself, it plays without, and with it from the first touch on. A view that ends first interrupts it,
 * which is no fault. `page` is what is touched.
 */
export async function playVideo(video: Playable, signal: AbortSignal, page: EventTarget): Promise<void> {
  video.muted = false;
  const allowed = await video.play().then(
    () => true,
    (error: unknown) => !(error instanceof DOMException && error.name === "NotAllowedError"),
  );
  if (allowed || signal.aborted) return;
  video.muted = true;
  const withSound = () => {
    video.muted = false;
  };
  for (const touch of ["pointerup", "keydown"]) page.addEventListener(touch, withSound, { once: true, signal });
  await video.play().catch(() => {});
}
