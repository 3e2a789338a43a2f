/**
 * Resolves when the user presses Ctrl-C or the process is asked to end.
 * A second Ctrl-C ends the process at once, for the case that stopping itself hangs.
 */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = () => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
}
