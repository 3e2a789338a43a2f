import { type Clock, sleep, systemClock } from "../../camera/clock.ts";

/** How asynchronous invocations go on when the handler fails. */
export interface AsynchronousOptions {
  /** How long Lambda waits before each further attempt, in milliseconds: in AWS one minute and then two. */
  readonly retryDelays?: readonly number[];
  /** Is told of each event that is given up. */
  readonly onDeadLetter?: (letter: DeadLetter) => void;
  readonly clock?: Clock;
}

/** An event that no attempt brought to an end, as it lies in the dead-letter queue. */
export interface DeadLetter {
  readonly event: unknown;
  /** What the last attempt came to, such as the name of what the handler threw. */
  readonly errorType: string;
  readonly errorMessage: string;
}

/** Asynchronous invocations of one function. */
export interface Asynchronous {
  /** Takes the event, and never fails: what becomes of it is seen in the dead-letter queue. */
  invokeAsync(event: unknown): void;
  /** The dead-letter queue, oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** When every event so far is worked off or given up. */
  settled(): Promise<void>;
  /** Gives up what is waiting for its next attempt, and puts it nowhere. */
  stop(): void;
}

/** Source: AWS Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation". */
const AWS_RETRY_DELAYS_MS = [60_000, 120_000];

/** Makes asynchronous invocations of synchronous ones. */
export function createAsynchronous(
  invoke: (event: unknown) => Promise<unknown>,
  { retryDelays = AWS_RETRY_DELAYS_MS, onDeadLetter, clock = systemClock }: AsynchronousOptions = {},
): Asynchronous {
  const stopping = new AbortController();
  const letters: DeadLetter[] = [];
  const underway = new Set<Promise<void>>();

  async function workOff(event: unknown): Promise<void> {
    for (const delay of [...retryDelays, undefined]) {
      const error = await invoke(event).then(() => undefined, namesOf);
      if (error === undefined || stopping.signal.aborted) return;
      if (delay === undefined) {
        const letter = { event, ...error };
        letters.push(letter);
        onDeadLetter?.(letter);
        return;
      }
      await sleep(clock, delay, stopping.signal);
      if (stopping.signal.aborted) return;
    }
  }

  return {
    invokeAsync(event) {
      const done = workOff(structuredClone(event)).finally(() => underway.delete(done));
      underway.add(done);
    },
    deadLetters: () => [...letters],
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },
    stop: () => stopping.abort(),
  };
}

function namesOf(thrown: unknown): Pick<DeadLetter, "errorType" | "errorMessage"> {
  const { name, message } = thrown instanceof Error ? thrown : { name: "Error", message: "" };
  const errorType = thrown instanceof Error && "errorType" in thrown ? String(thrown.errorType) : name;
  return { errorType, errorMessage: message };
}
