import { frontEndError } from "../errors.ts";

const MINUTE = 60_000;
/** Of KVS and most other services. */
const WINDOW_MINUTES = 5;

/**
 * Reads `yyyymmddThhmmssZ` into epoch milliseconds.
 * @throws {WireError} IncompleteSignatureException when it is no such date.
 */
export function parseAmzDate(text: string): number {
  const time = readAmzDate(text);
  if (time === undefined) {
    throw frontEndError("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'.");
  }
  return time;
}

function readAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse takes 30 February for 2 March.
  return Number.isNaN(time) || formatAmzDate(time) !== text ? undefined : time;
}

/** A Date header's time as `yyyymmddThhmmssZ`; unchanged when it is no HTTP date. Source: RFC 9110, section 5.6.7. */
export function amzDateOf(dateHeader: string): string {
  const time = dateHeader.endsWith(" GMT") ? Date.parse(dateHeader) : Number.NaN;
  return Number.isNaN(time) ? dateHeader : formatAmzDate(time);
}

/** Writes epoch milliseconds as `yyyymmddThhmmssZ`. */
function formatAmzDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/**
 * Holds a signature's date to some minutes either way. The C SDK looks for the first words of these two messages and
 * sets its clock by the Date header.
 * @throws {WireError} InvalidSignatureException
 */
export function checkDate(signedAt: number, now: number, minutes: number = WINDOW_MINUTES): void {
  const [signed, today] = [formatAmzDate(signedAt), formatAmzDate(now)];
  if (signedAt < now - minutes * MINUTE) {
    const earliest = formatAmzDate(now - minutes * MINUTE);
    throw frontEndError(
      "InvalidSignatureException",
      `Signature expired: ${signed} is now earlier than ${earliest} (${today} - ${minutes} min.)`,
    );
  }
  if (signedAt > now + minutes * MINUTE) {
    const latest = formatAmzDate(now + minutes * MINUTE);
    throw frontEndError(
      "InvalidSignatureException",
      `Signature not yet current: ${signed} is still later than ${latest} (${today} + ${minutes} min.)`,
    );
  }
}

/**
 * Holds a presigned URL to its own life, which may end before the five minutes do.
 * @throws {WireError} InvalidSignatureException; the real words for this case are not verified.
 */
export function checkExpires(signedAt: number, expiresSeconds: number, now: number): void {
  if (now <= signedAt + expiresSeconds * 1000) return;
  const earliest = formatAmzDate(now - expiresSeconds * 1000);
  throw frontEndError(
    "InvalidSignatureException",
    `Signature expired: ${formatAmzDate(signedAt)} is now earlier than ${earliest} (${formatAmzDate(now)} - ${expiresSeconds} sec.)`,
  );
}
