import { useEffect, useState } from "preact/hooks";

/** How often it is looked at, in milliseconds. */
const INTERVAL = 10_000;

/** The time now, in epoch milliseconds, kept up to date for what is told in minutes. */
export function useSlowNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), INTERVAL);
    return () => clearInterval(timer);
  }, []);
  return now;
}
