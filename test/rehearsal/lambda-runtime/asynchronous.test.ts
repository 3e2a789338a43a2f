import { describe, expect, it, jest } from "@jest/globals";
import { type AsynchronousOptions, createAsynchronous } from "../../../rehearsal/lambda-runtime/asynchronous.ts";
import { LambdaError } from "../../../rehearsal/lambda-runtime/index.ts";

/** A clock that goes on only when somebody waits, and notes for how long. */
function hurriedClock() {
  const waited: number[] = [];
  return {
    waited,
    clock: {
      now: () => 0,
      after(milliseconds: number, callback: () => void) {
        waited.push(milliseconds);
        queueMicrotask(callback);
        return () => {};
      },
    },
  };
}

/** A function that fails so many times before it does its work. */
function failing(times: number, options: AsynchronousOptions = {}) {
  const { waited, clock } = hurriedClock();
  let left = times;
  const invoke = jest.fn(async (_event: unknown) => {
    left -= 1;
    if (left >= 0) throw new LambdaError("Failure", `event-undelivered: ${left}`);
  });
  return { asynchronous: createAsynchronous(invoke, { clock, ...options }), invoke, waited };
}

describe("an asynchronous invocation", () => {
  it("is done with the first attempt where that goes well", async () => {
    const { asynchronous, invoke, waited } = failing(0);
    asynchronous.invokeAsync({ press: 1 });
    await asynchronous.settled();
    expect(invoke.mock.calls).toEqual([[{ press: 1 }]]);
    expect(waited).toEqual([]);
    expect(asynchronous.deadLetters()).toEqual([]);
  });

  it("is tried twice more, after one minute and after two", async () => {
    const { asynchronous, invoke, waited } = failing(2);
    asynchronous.invokeAsync({ press: 1 });
    await asynchronous.settled();
    expect(invoke).toHaveBeenCalledTimes(3);
    expect(waited).toEqual([60_000, 120_000]);
    expect(asynchronous.deadLetters()).toEqual([]);
  });

  it("ends in the dead-letter queue with its event and what the last attempt came to", async () => {
    const onDeadLetter = jest.fn();
    const { asynchronous, invoke } = failing(3, { onDeadLetter });
    asynchronous.invokeAsync({ press: 1 });
    await asynchronous.settled();
    expect(invoke).toHaveBeenCalledTimes(3);
    const letter = {
      event: { press: 1 },
      errorType: "Failure",
      errorMessage: "Failure: event-undelivered: 0",
    };
    expect(asynchronous.deadLetters()).toEqual([letter]);
    expect(onDeadLetter.mock.calls).toEqual([[letter]]);
  });

  it("does not keep others waiting", async () => {
    const { clock } = hurriedClock();
    const done: unknown[] = [];
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { invokeAsync, settled } = createAsynchronous(
      async (event) => {
        if (event === "slow") await gate;
        done.push(event);
      },
      { clock },
    );
    invokeAsync("slow");
    invokeAsync("quick");
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toEqual(["quick"]);
    open();
    await settled();
    expect(done).toEqual(["quick", "slow"]);
  });

  it("waits as long as it is told, in the rehearsal", async () => {
    const { asynchronous, invoke, waited } = failing(9, { retryDelays: [5] });
    asynchronous.invokeAsync({});
    await asynchronous.settled();
    expect(waited).toEqual([5]);
    expect(invoke).toHaveBeenCalledTimes(2);
  });

  it("is given up without a trace when the function is stopped", async () => {
    const cancel = jest.fn();
    const clock = { now: () => 0, after: () => cancel };
    const { asynchronous, invoke } = failing(9, { clock });
    asynchronous.invokeAsync({});
    await new Promise((resolve) => setImmediate(resolve));
    asynchronous.stop();
    await asynchronous.settled();
    expect(cancel).toHaveBeenCalled();
    expect(invoke).toHaveBeenCalledTimes(1);
    expect(asynchronous.deadLetters()).toEqual([]);
  });
});
