import type { Log } from "./log.ts";
import type { ViewMetrics } from "./metrics.ts";
import type { PowertoolsConfig } from "./powertools.ts";

/** What is written to the log and to the metrics. */
interface Powertools {
  readonly log: Log;
  readonly metrics: ViewMetrics;
}

/** Powertools, loaded while an environment's first invocation waits for somebody else. */
export interface PowertoolsWhenNeeded extends Powertools {
  /**
   * Runs an invocation, and ends with it once all that it said is written: Lambda freezes the environment then. The
   * first one loads the code as soon as it has to wait.
   */
  around<Value>(invocation: () => Promise<Value>): Promise<Value>;
}

/**
 * A log and metrics by Powertools, whose code is a ninth of all that would be loaded before the first directive is
 * looked at. What is said before it is there is written then, in its order.
 */
export function createPowertoolsWhenNeeded(config: PowertoolsConfig): PowertoolsWhenNeeded {
  let powertools: Powertools | undefined;
  let loading: Promise<void> | undefined;
  const unwritten: ((powertools: Powertools) => void)[] = [];

  function say(write: (powertools: Powertools) => void): void {
    if (powertools) write(powertools);
    else unwritten.push(write);
  }

  async function load(): Promise<void> {
    const { createPowertools } = await import("./powertools.ts");
    powertools = createPowertools(config);
    for (const write of unwritten.splice(0)) write(powertools);
  }

  return {
    log: {
      info: (message, fields) => say(({ log }) => log.info(message, fields)),
      warn: (message, fields) => say(({ log }) => log.warn(message, fields)),
      error: (message, fields) => say(({ log }) => log.error(message, fields)),
    },
    metrics: {
      answered: (milliseconds, way) => say(({ metrics }) => metrics.answered(milliseconds, way)),
      unanswered: (code) => say(({ metrics }) => metrics.unanswered(code)),
      failed: (code) => say(({ metrics }) => metrics.failed(code)),
    },
    async around(invocation) {
      const running = invocation();
      loading ??= load();
      try {
        return await running;
      } finally {
        await loading;
      }
    },
  };
}
