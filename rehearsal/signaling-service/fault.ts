import { types } from "node:util";

/** A fault of the service itself, as its owner is told of it. */
export interface Fault {
  /** The error's name. */
  readonly name: string;
  /** The error's name, its message where that quotes no input, and where in the code it came up. */
  readonly stack: string;
}

/** Describes what was thrown, in strings alone: an Error itself is `{}` in JSON. */
export function describeFault(thrown: unknown): Fault {
  // Not instanceof: errors of Node itself may come of another realm.
  if (!types.isNativeError(thrown)) return { name: typeof thrown, stack: `a ${typeof thrown} was thrown` };
  const { name, stack = `${name}: ${thrown.message}` } = thrown;
  if (name !== "SyntaxError") return { name, stack };
  // JSON.parse and its like quote what they read, and that may be a client's.
  return { name, stack: [name, ...stack.split("\n").filter((line) => /^ {4}at /.test(line))].join("\n") };
}
