import { describe, expect, it } from "@jest/globals";
import { createRounds, createTurns } from "../../rehearsal/in-turn.ts";

/** Work that ends when it is told to. */
function heldWork() {
  const ends: { readonly end: () => void; readonly fail: () => void }[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      ends.push({ end: resolve, fail: () => reject(new Error("failed")) });
    });
  return { work, ends };
}

describe("turns", () => {
  it("begin when the one before has ended, well or badly", async () => {
    const { work, ends } = heldWork();
    const inTurn = createTurns();
    const [first, second] = [inTurn(work), inTurn(work)];
    await Promise.resolve();
    expect(ends).toHaveLength(1);
    ends[0]?.fail();
    await expect(first).rejects.toThrow("failed");
    await Promise.resolve();
    expect(ends).toHaveLength(2);
    ends[1]?.end();
    await second;
  });
});

describe("rounds", () => {
  it("are shared by all who asked while one went on, and begin after it", async () => {
    const { work, ends } = heldWork();
    const round = createRounds(work);
    const first = round();
    const [second, third] = [round(), round()];
    expect(ends).toHaveLength(1);
    ends[0]?.end();
    await first;
    // The promises in between settle before a timer does.
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toHaveLength(2);
    ends[1]?.end();
    await Promise.all([second, third]);
    expect(ends).toHaveLength(2);
  });

  it("go on after one that failed", async () => {
    const { work, ends } = heldWork();
    const round = createRounds(work);
    const [first, second] = [round(), round()];
    ends[0]?.fail();
    await expect(first).rejects.toThrow("failed");
    await new Promise((resolve) => setImmediate(resolve));
    ends[1]?.end();
    await second;
  });
});
