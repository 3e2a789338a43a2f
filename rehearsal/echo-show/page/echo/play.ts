/**
 * Plays a video with its sound. Where the browser allows sound only after the person has touched the page, as when live
 * view comes up by itself, it plays without, and with it from the first touch on. A view that ends first interrupts it,
 * which is no fault.
 */
export async function playVideo(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
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
  for (const touch of ["pointerup", "keydown"]) addEventListener(touch, withSound, { once: true, signal });
  await video.play().catch(() => {});
}
