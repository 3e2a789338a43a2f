import * as z from "zod/mini";

const inUtc = /^[1-9]\d{3}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/;

/** When a property had its value: ISO 8601 in UTC, a day that exists, at most three decimals. */
export const timeOfSampleSchema = z.string().check(z.regex(inUtc), z.refine(isReal));

/** When something happened, for an event that takes whole seconds only. */
export const wholeSecondsSchema = timeOfSampleSchema.check(z.refine((time) => !time.includes(".")));

/** Dates that do not exist are read as none, or as a day of the next month. */
function isReal(time: string): boolean {
  const milliseconds = Date.parse(time);
  const seconds = "0000-00-00T00:00:00".length;
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(time.slice(0, seconds));
}
