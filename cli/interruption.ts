/** The user pressed Ctrl-C, or the process was asked to end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("interrupted");
  }
}

/** Whoever read the output has left, as `head` does: there is nobody to tell anything. */
export class OutputClosed extends Interrupted {}

/**
 * A signal that is aborted with {Interrupted} by Ctrl-C, SIGTERM, a closed terminal or a closed pipe.
 * A second Ctrl-C ends the process at once, for the case that stopping itself hangs.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted());
  };
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE" && !controller.signal.aborted) controller.abort(new OutputClosed());
  });
  // What is said last must not keep it from stopping: by Ctrl-C whoever read it, such as tee, has ended as well.
  process.stderr.on("error", () => {});
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return controller.signal;
}

/** Waits for work, unless the signal is aborted first; then it rejects with the signal's reason. */
export async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return await Promise.race([work, untilAborted(signal).then((reason) => Promise.reject(reason))]);
}

/** Resolves with the signal's reason once it is aborted. */
export function untilAborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    signal.addEventListener("abort", () => resolve(signal.reason), { once: true });
  });
}
