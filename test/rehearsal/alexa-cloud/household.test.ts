import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createHousehold, type Household } from "../../../rehearsal/alexa-cloud/household.ts";

let household: Household;
let broken: boolean;
let takesEvents: boolean;

beforeEach(() => {
  jest.useFakeTimers();
  broken = false;
  takesEvents = false;
  household = createHousehold({
    userId: "amzn1.account.ADA",
    alexaUserId: "amzn1.ask.account.ADA",
    applicationId: "amzn1.ask.skill.ada",
    link: async () => ({ accessToken: "access", refreshToken: "refresh" }),
    refresh: async () => ({ accessToken: "fresh", refreshToken: "refresh" }),
    issueGrantCode: () => "code",
    revoke: () => {},
    takeEvents(on) {
      takesEvents = on;
    },
    async invoke(event) {
      if (broken) throw new Error("the function failed");
      const isDirective = "directive" in (event as object);
      const header = { namespace: "Alexa.Authorization", name: "AcceptGrant.Response", payloadVersion: "3" };
      return isDirective ? { event: { header: { ...header, messageId: "message" }, payload: {} } } : undefined;
    },
    now: Date.now,
  });
});
afterEach(async () => {
  await household.stop();
  jest.useRealTimers();
});

describe("a household", () => {
  it("keeps its token fresh while it has the skill enabled, and not any longer", async () => {
    await household.enable();
    expect([household.enabled(), takesEvents, household.token.current()]).toEqual([true, true, "access"]);
    await jest.advanceTimersByTimeAsync(50 * 60_000);
    expect(household.token.current()).toBe("fresh");
    await household.disable();
    expect([household.enabled(), takesEvents, jest.getTimerCount()]).toEqual([false, false, 0]);
  });

  it("whose skill breaks down at AcceptGrant has not enabled it", async () => {
    broken = true;
    await expect(household.enable()).rejects.toThrow("the function failed");
    expect([household.enabled(), takesEvents, jest.getTimerCount()]).toEqual([false, false, 0]);
  });
});
