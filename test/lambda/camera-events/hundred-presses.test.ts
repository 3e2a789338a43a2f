import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { doorbellPressed } from "../../../protocol/camera-events/build-entries.ts";
import { captureOutput } from "../support/captured-output.ts";
import { cameraRecord } from "../support/fixtures.ts";
import { type HearingSkill, startHearingSkill } from "../support/hearing-skill.ts";
import { delivered } from "./support.ts";

const id = "front-door";
const ada = "amzn1.account.ADA";
let skill: HearingSkill;

beforeAll(async () => {
  skill = await startHearingSkill();
  await skill.catalogue.add(cameraRecord({ id, kind: "doorbell", owners: [ada] }));
  await skill.grant(ada);
});
afterAll(() => skill.stop());

const refreshes = () => skill.login.tokenCalls().filter(({ grantType }) => grantType === "refresh_token").length;
const messageIds = () => skill.gateways.events().map(({ event }) => event.event.header.messageId);

describe("a hundred presses at once, by a grant whose token has expired", () => {
  it.each([100, 1])("are all announced after one refresh, in %i environments of the function", async (count) => {
    await skill.expire(ada);
    const refreshesBefore = refreshes();
    const before = new Set(messageIds());
    const environments = skill.environments(count);
    const now = Date.now();
    // A press that is told twice is one; these are a hundred.
    const presses = Array.from({ length: 100 }, (_, index) => delivered(doorbellPressed(id, now - index)));
    const output = captureOutput();
    const outcomes = await Promise.allSettled(presses.map((press, index) => environments[index % count]?.(press)));
    output.restore();

    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(refreshes() - refreshesBefore).toBe(1);
    // A gateway whose reply takes four seconds, as on a busy machine, is sent the same message once more, and may count
    // the first of both late.
    expect(new Set(messageIds().filter((messageId) => !before.has(messageId))).size).toBe(100);
    for (const { userId, event } of skill.gateways.events())
      expect([userId, event.event.header.name]).toEqual([ada, "DoorbellPress"]);
  });
});
