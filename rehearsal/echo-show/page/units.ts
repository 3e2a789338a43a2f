/** A length of time as people read it: "0.8 ms", "92 ms", "1.24 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds >= 999.5) return `${(milliseconds / 1_000).toFixed(2)} s`;
  return `${milliseconds < 9.95 ? trimmed(milliseconds) : Math.round(milliseconds)} ms`;
}

/** A length of time in seconds: "5.91 s". */
export function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

/** A time of day as people read it, in this browser's time zone: "14:03:09". */
export function formatClock(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toLocaleTimeString("en-GB");
}

/** How long ago something was, in whole minutes or hours: "just now", "2 min ago", "3 h ago". */
export function formatAge(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return "just now";
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}

/** "1 thing", "2 things". */
export function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function trimmed(milliseconds: number): string {
  return milliseconds.toFixed(1).replace(/\.0$/, "");
}
