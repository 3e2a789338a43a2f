const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium", hourCycle: "h23" });
const clockWithFractions = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
const dateAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });

/** A moment in epoch milliseconds, in the reader's own time zone; with its date unless it was today. */
export function Time({ at, fractions = false }: { at: number; fractions?: boolean }) {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const format = isToday ? (fractions ? clockWithFractions : clock) : dateAndClock;
  return <time dateTime={date.toISOString()}>{format.format(date)}</time>;
}
