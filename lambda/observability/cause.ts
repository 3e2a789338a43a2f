import { types } from "node:util";

/** At most this much of an error is written down. */
export interface LoggedCause {
  readonly name?: string;
  /** Where it was thrown; the first frames of its stack. */
  readonly frames?: readonly string[];
}

const MAX_FRAMES = 8;
/** A frame of V8's: an optional function, and a place in a file. */
const frame = /^ {4}at (?:[\w$.<>[\] ]{1,120} \()?(?:file:\/\/|node:|\/)[\w$@%+./-]{1,300}:\d+:\d+\)?$/;

/**
 * What may be told of a stranger's error. Its message never is: JSON.parse quotes its input, fetch its URL, the AWS
 * client the reply. Frames are taken only when they surely stand behind the message.
 */
export function loggedCauseOf(error: unknown): LoggedCause | undefined {
  if (!types.isNativeError(error)) return undefined;
  const name = /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : undefined;
  const frames = framesOf(error);
  return { ...(name !== undefined && { name }), ...(frames.length > 0 && { frames }) };
}

function framesOf({ stack, name, message }: Error): string[] {
  // The stack begins with the name and the message, which may have lines of its own that look like frames.
  const heads = [message === "" ? name : `${name}: ${message}`, message === "" ? "Error" : `Error: ${message}`];
  const head = heads.find((text) => stack?.startsWith(`${text}\n`));
  if (stack === undefined || head === undefined) return [];
  return stack
    .slice(head.length)
    .split("\n")
    .filter((line) => frame.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}
