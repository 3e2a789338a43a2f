import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { NotExamined } from "../../../../../cli/doctor/link.ts";
import { triggers } from "../../../../../cli/doctor/links/skill/triggers.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { SKILL_ID } from "../support/project-folder.ts";
import { type Clinic, openClinic, parameters } from "./support/clinic.ts";

let clinic: Clinic;

beforeAll(async () => {
  clinic = await openClinic();
});
beforeEach(() => clinic.reset());
afterAll(() => clinic.stop());

const OTHER_SKILL = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const nameOf = (logicalId: string) => clinic.stack.resources[logicalId]?.physicalId;
const take = (logicalId: string) => clinic.stacks.remove(clinic.stack.stackId, logicalId);
const statement = (logicalId: string) =>
  `--region eu-west-1 --function-name ${nameOf("SkillFunction")} --statement-id ${nameOf(logicalId)}`;
const lineFor = (principal: string, logicalId: string) =>
  `aws lambda add-permission ${statement(logicalId)} --action lambda:InvokeFunction --principal ${principal} --event-source-token ${SKILL_ID}`;
const letsDirectivesIn = () => lineFor("alexa-connectedhome.amazon.com", "SmartHomeTrigger");
const letsEventsIn = () => lineFor("alexa-appkit.amazon.com", "SkillEventsTrigger");

describe("the triggers", () => {
  it("let Alexa in for this skill", async () => {
    expect(await seenOf(triggers, clinic.patient())).toEqual({
      seen: expect.stringContaining("directives"),
      notes: [],
    });
  });

  it("do not let the smart home service in", async () => {
    await take("SmartHomeTrigger");
    const { breakage, sentence, remedy } = await breakageOf(triggers, clinic.patient());
    expect([breakage, sentence]).toEqual(["trigger-missing", expect.stringContaining("Alexa's directives")]);
    expect(remedy.type).toEqual([letsDirectivesIn()]);
  });

  it("let nobody in, and both are let in at once", async () => {
    await Promise.all([take("SmartHomeTrigger"), take("SkillEventsTrigger")]);
    const { remedy } = await breakageOf(triggers, clinic.patient());
    expect(remedy.type).toEqual([letsDirectivesIn(), letsEventsIn()]);
  });

  it("let another skill in", async () => {
    await clinic.change("SkillEventsTrigger", { EventSourceToken: OTHER_SKILL });
    const { breakage, sentence, remedy } = await breakageOf(triggers, clinic.patient());
    expect([breakage, sentence]).toEqual(["trigger-of-another-skill", expect.stringContaining(OTHER_SKILL)]);
    expect(remedy.type).toEqual([`aws lambda remove-permission ${statement("SkillEventsTrigger")}`, letsEventsIn()]);
  });

  it("let any skill in, which is worth knowing", async () => {
    await clinic.change("SkillEventsTrigger", { EventSourceToken: undefined });
    const { notes } = await seenOf(triggers, clinic.patient());
    expect(notes).toEqual([expect.stringContaining("alexa-appkit.amazon.com")]);
  });

  it("are of the skill that the stack was deployed for", async () => {
    for (const trigger of ["SmartHomeTrigger", "SkillEventsTrigger"]) {
      await clinic.change(trigger, { EventSourceToken: OTHER_SKILL });
    }
    clinic.tells({ parameters: { ...parameters, SkillId: OTHER_SKILL } });
    const { remedy } = await breakageOf(triggers, clinic.patient());
    expect(remedy.type).toEqual([expect.stringContaining("npm run deploy:state"), "npm run deploy"]);
  });

  it("are of a function that is gone", async () => {
    await take("SkillFunction");
    const { breakage, remedy } = await breakageOf(triggers, clinic.patient());
    expect([breakage, remedy.type]).toEqual(["function-missing", undefined]);
  });

  it("may not be looked at", async () => {
    clinic.as("stranger");
    await expect(seenOf(triggers, clinic.patient())).rejects.toThrow(NotExamined);
  });
});
