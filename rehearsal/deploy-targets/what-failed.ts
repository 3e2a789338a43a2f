/** How much of a program's output is shown, in lines. */
const MOST_LINES = 30;
/** Of these so many from its end, where what to do about it stands. */
const LAST_LINES = 6;

/** How `npm run deploy` begins a step. */
const step = /^\[\d+\/\d+\] /;
/** How tests, `npm run deploy` and ask-cli, camera-skill and the compilers say that something failed. */
const failure = /^\s*(FAIL |● |✘ |\[Error\]|npm error|[\w ]*error\b.*:|\S+\(\d+,\d+\): error )/i;

/**
 * What to show of the output of a program that failed: from what failed on, under the title of the step of
 * `npm run deploy` that it belongs to. Where nothing says that it failed, the end.
 */
export function whatFailed(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  const beganAt = Math.max(
    lines.findLastIndex((line) => step.test(line)),
    0,
  );
  const ofStep = lines.slice(beganAt);
  if (ofStep.length <= MOST_LINES) return ofStep.join("\n");
  const title = ofStep.slice(0, step.test(ofStep[0] ?? "") ? 1 : 0);
  const room = MOST_LINES - title.length;
  const failedAt = ofStep.findIndex((line) => failure.test(line));
  const shown = failedAt < 0 ? ofStep.slice(-room) : shortened(ofStep.slice(failedAt), room);
  return [...title, ...shown].join("\n");
}

function shortened(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room) return lines;
  const first = room - LAST_LINES - 1;
  const leftOut = lines.length - first - LAST_LINES;
  return [...lines.slice(0, first), `… ${leftOut} lines …`, ...lines.slice(-LAST_LINES)];
}
