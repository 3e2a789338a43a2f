import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { NotExamined } from "../../../../../cli/doctor/link.ts";
import { eventRules } from "../../../../../cli/doctor/links/skill/event-rules.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";

let clinic: Clinic;
let rule = "";

beforeAll(async () => {
  clinic = await openClinic();
  rule = clinic.stack.resources.CameraEventsRule?.physicalId ?? "";
});
beforeEach(() => clinic.reset());
afterAll(() => clinic.stop());

const broken = () => breakageOf(eventRules, clinic.patient());

describe("the event rules", () => {
  it("are enabled", async () => {
    expect((await seenOf(eventRules, clinic.patient())).seen).toMatch(/^2 are enabled/);
  });

  it("are disabled", async () => {
    await clinic.change("CameraEventsRule", { State: "DISABLED" });
    const { breakage, remedy } = await broken();
    expect([breakage, remedy.type]).toEqual([
      "rule-disabled",
      [`aws events enable-rule --region eu-west-1 --name ${rule}`],
    ]);
  });

  it("invoke something else", async () => {
    await clinic.change("CameraEventsRule", { Targets: [] });
    const { breakage, remedy } = await broken();
    const arn = clinic.stack.resources.CameraEventsFunction?.attributes.Arn;
    expect([breakage, remedy.type]).toEqual([
      "rule-without-target",
      [`aws events put-targets --region eu-west-1 --rule ${rule} --targets Id=camera-events,Arn=${arn}`],
    ]);
  });

  it("are not let in by the function", async () => {
    await clinic.stacks.remove(clinic.stack.stackId, "PictureEventsTrigger");
    const { breakage, remedy } = await broken();
    const arn = clinic.stack.resources.PictureEventsRule?.attributes.Arn;
    expect([breakage, remedy.type]).toEqual([
      "rule-not-let-in",
      [expect.stringMatching(`--principal events.amazonaws.com --source-arn ${arn}$`)],
    ]);
  });

  it("are gone, which CloudFormation does not see", async () => {
    await clinic.stacks.remove(clinic.stack.stackId, "CameraEventsRule");
    const { breakage, remedy } = await broken();
    expect([breakage, remedy.type]).toEqual(["rule-missing", undefined]);
  });

  it("may not be looked at", async () => {
    clinic.as("stranger");
    await expect(seenOf(eventRules, clinic.patient())).rejects.toThrow(NotExamined);
  });
});
