import { describe, expect, it } from "@jest/globals";
import { tryWithin } from "../../lambda/try-within.ts";

const aborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve("aborted");
    signal.addEventListener("abort", () => resolve("aborted"), { once: true });
  });

describe("a try", () => {
  it("gives what its work gives, and leaves nothing behind", async () => {
    let held: AbortSignal | undefined;
    const caller = new AbortController();
    const work = async (signal: AbortSignal) => {
      held = signal;
      return "done";
    };
    expect(await tryWithin(1_000, caller.signal, work)).toBe("done");
    caller.abort();
    expect(held?.aborted).toBe(false);
  });

  it("is ended after its time", async () => {
    expect(await tryWithin(1, new AbortController().signal, aborted)).toBe("aborted");
  });

  it("is ended with its caller, also with one that ended before", async () => {
    const caller = new AbortController();
    const running = tryWithin(60_000, caller.signal, aborted);
    caller.abort();
    expect(await running).toBe("aborted");
    expect(await tryWithin(60_000, caller.signal, aborted)).toBe("aborted");
  });
});
