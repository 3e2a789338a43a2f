import { useEffect, useState } from "preact/hooks";

/** How often a moving time is drawn, in milliseconds: seldom enough not to hold up the picture that it waits for. */
const INTERVAL = 100;
/** And for who wants little motion. */
const CALM_INTERVAL = 250;

/** The time now, in epoch milliseconds with fractions, kept up to date while it is `moving`. */
export function useNow(moving: boolean): number {
  const [now, setNow] = useState(readClock);
  useEffect(() => {
    if (!moving) return;
    const interval = matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM_INTERVAL : INTERVAL;
    let drawn = readClock();
    let frame = requestAnimationFrame(function draw() {
      const at = readClock();
      if (at - drawn >= interval) {
        drawn = at;
        setNow(at);
      }
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [moving]);
  return now;
}

function readClock(): number {
  return performance.timeOrigin + performance.now();
}
