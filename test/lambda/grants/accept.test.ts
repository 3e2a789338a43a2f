import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import type { GrantStore } from "../../../lambda/grants/grant.ts";
import { createGrants } from "../../../lambda/grants/grants.ts";
import { fakeDeadlines, pass } from "../support/fake-deadline.ts";
import { type Granting, startGranting, unhurried, user } from "./support/granted.ts";

let granting: Granting;

beforeAll(async () => {
  granting = await startGranting("memory");
});
afterEach(async () => {
  jest.useRealTimers();
  await granting.store.remove(user, { part: "NA" });
});
afterAll(() => granting.stop());

const stored = async () => (await granting.store.hold(user, "NA"))?.entry;
/** Takes a grant that is good, into such a store. */
function accept(store: Partial<GrantStore>, signal: AbortSignal = unhurried): Promise<void> {
  const { tokens, now } = granting;
  const grants = createGrants({ store: { ...granting.store, ...store }, tokens, region: "NA", now });
  return grants.accept({ userId: user, code: granting.login.issueGrantCode(user) }, signal);
}
/** A write that is done, after which something happens. */
const writeThen =
  (happen: () => void): GrantStore["write"] =>
  async (...written) => {
    await granting.store.write(...written);
    happen();
  };
const unreachable = () => {
  throw new Failure("state-unreachable");
};

describe("a grant that Alexa is told has failed", () => {
  it("is taken back where it was written and the reply was lost", async () => {
    await expect(accept({ write: writeThen(unreachable) })).rejects.toMatchObject({
      code: "grant-not-exchanged",
      detail: "state-unreachable",
    });
    expect(await stored()).toBeUndefined();
  });

  it("is taken back where it was written after the time was over", async () => {
    const over = new AbortController();
    await expect(accept({ write: writeThen(() => over.abort()) }, over.signal)).rejects.toMatchObject({
      code: "grant-not-exchanged",
      detail: "deadline",
    });
    expect(await stored()).toBeUndefined();
  });

  it("is taken back where somebody refreshes it meanwhile", async () => {
    const hold: GrantStore["hold"] = async (...key) => {
      const held = await granting.store.hold(...key);
      if (held?.entry.lease === undefined) {
        const lease = { id: "another", until: granting.now() + 10_000 };
        if (held !== undefined) await granting.store.write(user, { ...held.entry, lease }, "NA");
      }
      return held;
    };
    await expect(accept({ write: writeThen(unreachable), hold })).rejects.toMatchObject({
      code: "grant-not-exchanged",
    });
    expect(await stored()).toBeUndefined();
  });

  it("takes no newer one with it", async () => {
    const newer = () => granting.grants.accept({ userId: user, code: granting.login.issueGrantCode(user) }, unhurried);
    const write: GrantStore["write"] = async (...written) => {
      await granting.store.write(...written);
      granting.advance(1);
      await newer();
      unreachable();
    };
    await expect(accept({ write })).rejects.toMatchObject({ code: "grant-not-exchanged" });
    expect(await stored()).toMatchObject({ acceptedAt: granting.now() });
  });

  it.each([
    ["a second at most", false, 1_000],
    ["a tenth of a second at most, for the time is over,", true, 100],
  ])("makes Alexa wait for %s where it cannot be taken back", async (_time, isLate, milliseconds) => {
    fakeDeadlines();
    const over = new AbortController();
    let asked = () => {};
    const taking = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const hold: GrantStore["hold"] = () => {
      asked();
      return new Promise(() => {});
    };
    const failed = jest.fn();
    const write = writeThen(isLate ? () => over.abort() : unreachable);
    const answer = accept({ write, hold }, over.signal).catch(failed);
    await taking;
    await pass(milliseconds - 1);
    expect(failed).not.toHaveBeenCalled();
    await pass(1);
    await answer;
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: "grant-not-exchanged" }));
  });
});
