import { beforeEach, describe, expect, it, jest } from "@jest/globals";
import { shareCalls } from "../../lambda/share-calls.ts";

interface Call {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly resolve: (value: string) => void;
  readonly reject: (error: Error) => void;
}

let calls: Call[];
const begin = jest.fn(
  (key: string, signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => void calls.push({ key, signal, resolve, reject })),
);
let ask: (key: string, signal: AbortSignal) => Promise<string>;
const patient = new AbortController().signal;

beforeEach(() => {
  calls = [];
  begin.mockClear();
  ask = shareCalls(begin);
});

describe("calls that are shared", () => {
  it("are one for all who ask for the same at the same time, and another one for something else", async () => {
    const asked = [ask("a", patient), ask("a", patient), ask("b", patient)];
    expect(calls.map(({ key }) => key)).toEqual(["a", "b"]);
    calls[0]?.resolve("of a");
    calls[1]?.resolve("of b");
    expect(await Promise.all(asked)).toEqual(["of a", "of a", "of b"]);
  });

  it("fail for all who asked, and are not kept", async () => {
    const asked = [ask("a", patient), ask("a", patient)];
    calls[0]?.reject(new Error("down"));
    for (const each of asked) await expect(each).rejects.toThrow("down");
    const again = ask("a", patient);
    calls[1]?.resolve("up");
    expect(await again).toBe("up");
  });

  it("go on for the others when one of them leaves", async () => {
    const hasty = new AbortController();
    const [first, second] = [ask("a", hasty.signal), ask("a", patient)];
    hasty.abort();
    await expect(first).rejects.toBe(hasty.signal.reason);
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.resolve("there");
    expect(await second).toBe("there");
  });

  it("are given up when the last one leaves; who asks then begins anew", async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const left = [ask("a", one.signal), ask("a", two.signal)];
    one.abort();
    two.abort();
    for (const each of left) await expect(each).rejects.toThrow();
    expect(calls[0]?.signal.aborted).toBe(true);
    const again = ask("a", patient);
    calls[0]?.reject(new Error("aborted"));
    calls[1]?.resolve("there");
    expect(await again).toBe("there");
  });

  it("are not given up once they have ended, so that their connection lives on", async () => {
    const asked = ask("a", patient);
    calls[0]?.resolve("there");
    await asked;
    expect(calls[0]?.signal.aborted).toBe(false);
  });

  it("do not begin for one who has left before", async () => {
    await expect(ask("a", AbortSignal.abort())).rejects.toThrow();
    expect(begin).not.toHaveBeenCalled();
  });
});
