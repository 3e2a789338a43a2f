import ora from "ora";
import { stylesFor } from "./style.ts";

/** Shows what is under way and what came of it. */
export interface Progress {
  show(progress: { readonly starting: string } | { readonly done: string }): void;
  /** Marks what is under way as failed. */
  fail(): void;
  /** Takes what is under way off the screen, for what comes of it is printed elsewhere. */
  clear(): void;
}

/** Progress goes to standard error, so that standard output holds results alone. */
export function createProgress(): Progress {
  const { stderr } = process;
  const spinner = ora({
    discardStdin: false,
    color: stderr.isTTY && stderr.hasColors() ? "cyan" : false,
    // A terminal that nobody gave a size has no columns, and ora would clear lines without end.
    ...(stderr.columns === 0 && { isEnabled: false }),
  });
  const { green, red } = stylesFor(stderr);
  let underWay = false;
  return {
    show(progress) {
      underWay = "starting" in progress;
      if ("starting" in progress) spinner.start(progress.starting);
      else spinner.stopAndPersist({ symbol: green("✔"), text: progress.done });
    },
    fail() {
      if (underWay) spinner.stopAndPersist({ symbol: red("✘") });
      underWay = false;
    },
    clear() {
      spinner.stop();
      underWay = false;
    },
  };
}
