/** Asks for something by a key; ends early when the signal fires. */
export type Ask<Value> = (key: string, signal: AbortSignal) => Promise<Value>;

interface SharedCall<Value> {
  readonly answer: Promise<Value>;
  /** How many still wait for the answer. */
  waiting: number;
  readonly abort: () => void;
}

/**
 * Makes all who ask for the same at the same time share one call. One of them who leaves, by their signal, takes nothing
 * from the others; the call is given up with the last one. Nothing is kept once the call has ended.
 */
export function shareCalls<Value>(ask: Ask<Value>): Ask<Value> {
  const calls = new Map<string, SharedCall<Value>>();

  function begin(key: string): SharedCall<Value> {
    const controller = new AbortController();
    const answer = ask(key, controller.signal);
    const call = { answer, waiting: 0, abort: () => controller.abort() };
    calls.set(key, call);
    const end = () => {
      if (calls.get(key) === call) calls.delete(key);
    };
    answer.then(end, end);
    return call;
  }

  return async (key, signal) => {
    signal.throwIfAborted();
    const call = calls.get(key) ?? begin(key);
    call.waiting += 1;
    try {
      return await unlessAborted(call.answer, signal);
    } finally {
      call.waiting -= 1;
      // One that has ended is not there any more: its connection would be lost to the next call.
      if (call.waiting === 0 && calls.get(key) === call) {
        // Whoever asks after this begins anew, and does not wait for a call that was given up.
        calls.delete(key);
        call.abort();
      }
    }
  };
}

function unlessAborted<Value>(answer: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
