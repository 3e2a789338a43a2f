function padded(value: number): string {
  return String(value).padStart(2, "0");
}

/** The time of day as HH:MM:SS.t, in the time zone of the process: what a person compares with a clock on the wall. */
export function clockText(now: Date): string {
  const tenths = Math.floor(now.getMilliseconds() / 100);
  return `${padded(now.getHours())}:${padded(now.getMinutes())}:${padded(now.getSeconds())}.${tenths}`;
}
