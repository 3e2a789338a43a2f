/**
 * The JSON document that a command has printed with --json, on a line of its own: what it says of its progress goes to
 * standard error.
 * @throws {SyntaxError} when there is none.
 */
export function jsonLine(output: string): unknown {
  return JSON.parse(output.split("\n").findLast((line) => line.startsWith("{")) ?? "");
}
