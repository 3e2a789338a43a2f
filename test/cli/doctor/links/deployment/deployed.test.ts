import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { deployedLink } from "../../../../../cli/doctor/links/deployment/deployed.ts";
import { replaceEnvironment } from "../../../../lambda/support/environment.ts";
import { patientFor } from "../../support/patient.ts";
import { startTestAws, type TestAws, type TestStack } from "../support/aws.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { askResources, makeProjectFolder, type ProjectFolder, SKILL_ID, stackIdIn } from "../support/project-folder.ts";

let aws: TestAws;
let project: ProjectFolder;
let restore = () => {};

beforeAll(async () => {
  aws = await startTestAws();
  restore = replaceEnvironment(aws.environment);
});
afterAll(async () => {
  restore();
  await aws.stop();
});
beforeEach(async () => {
  project = await makeProjectFolder();
  aws.has({});
});
afterEach(() => project.remove());

const patient = (about: Parameters<typeof patientFor>[0] = {}) => patientFor({ folder: project.folder, ...about });

function skillStack(region: string, { name = "ask-skill", skillId = SKILL_ID } = {}): TestStack {
  return {
    stackId: stackIdIn(region, { name }),
    name,
    status: "CREATE_COMPLETE",
    parameters: { SkillId: skillId, CodeBucket: `code-${region}` },
    outputs: { SkillEndpoint: `arn:aws:lambda:${region}:123456789012:function:${name}`, TableName: "table" },
  };
}

describe("what was deployed", () => {
  it("is a skill and a stack", async () => {
    await project.deployed();
    expect(await seenOf(deployedLink, patient())).toEqual({ seen: `${SKILL_ID}, stack ask-skill in us-east-1` });
  });

  it("is nothing yet", async () => {
    const found = await breakageOf(deployedLink, patient());
    expect(found).toMatchObject({ breakage: "not-deployed", remedy: { type: ["npm run deploy"] } });
    const beta = await breakageOf(deployedLink, patient({ profile: "beta" }));
    expect(beta.breakage).toBe("unknown-profile");
  });

  it("is in another of Alexa's regions", async () => {
    await project.write("ask-resources.json", askResources({ regions: ["default", "EU"] }));
    await project.deployed({ default: stackIdIn("us-east-1") });
    const { breakage, sentence } = await breakageOf(deployedLink, patient({ alexaRegion: "EU" }));
    expect(breakage).toBe("not-deployed");
    expect(sentence).toContain("no stack for Alexa's region EU of profile default; it has one for default");
  });

  it("is in the account, and ask-cli has lost sight of it", async () => {
    const trivia = skillStack("us-east-1", { name: "ask-trivia", skillId: SKILL_ID.replace(/0$/, "3") });
    const other: TestStack = { ...trivia, outputs: { SkillEndpoint: "arn" } };
    aws.has({ "us-east-1": [other, skillStack("us-east-1")] });
    const { breakage, sentence, remedy } = await breakageOf(deployedLink, patient());
    expect(breakage).toBe("deploy-state-lost");
    expect(sentence).toContain(`the account has the stack ask-skill of the skill ${SKILL_ID}`);
    expect(remedy.type).toEqual([
      `npm run deploy:state -- --skill-id ${SKILL_ID} --stack-id ${stackIdIn("us-east-1")} --bucket code-us-east-1`,
    ]);
  });

  it("is in the account in each region of Alexa's", async () => {
    await project.write("ask-resources.json", askResources({ regions: ["default", "NA", "EU"] }));
    aws.has({ "us-east-1": [skillStack("us-east-1")], "eu-west-1": [skillStack("eu-west-1")] });
    const { remedy } = await breakageOf(deployedLink, patient());
    const [line = ""] = remedy.type ?? [];
    expect(line.match(/--stack-id (\w+=)?arn:aws:cloudformation:[\w-]+/g)).toEqual([
      "--stack-id arn:aws:cloudformation:us-east-1",
      "--stack-id NA=arn:aws:cloudformation:us-east-1",
      "--stack-id EU=arn:aws:cloudformation:eu-west-1",
    ]);
  });

  it("is the skill whose function the manifest names, where there are two", async () => {
    const second = skillStack("us-east-1", { name: "ask-second", skillId: SKILL_ID.replace(/0$/, "2") });
    aws.has({ "us-east-1": [skillStack("us-east-1"), second] });
    const unsure = await breakageOf(deployedLink, patient());
    expect(unsure.remedy.type).toBeUndefined();
    expect(unsure.remedy.say).toContain("(stack ask-second)");

    const uri = second.outputs?.SkillEndpoint;
    await project.write("skill-package/skill.json", { manifest: { apis: { smartHome: { endpoint: { uri } } } } });
    const found = await breakageOf(deployedLink, patient());
    expect(found.remedy.type?.join()).toContain(second.stackId);
  });

  it("is noted of another profile, and nothing of this one's is lost", async () => {
    const { profiles } = askResources() as { profiles: { default: object } };
    await project.write("ask-resources.json", { profiles: { ...profiles, beta: profiles.default } });
    await project.deployed();
    aws.has({ "us-east-1": [skillStack("us-east-1")] });
    const found = await breakageOf(deployedLink, patient({ profile: "beta" }));
    expect(found).toMatchObject({ breakage: "not-deployed", remedy: { type: ["npm run deploy -- --profile beta"] } });
  });

  it("is noted but for a region that is still to be deployed", async () => {
    await project.write("ask-resources.json", askResources({ regions: ["default", "EU"] }));
    await project.deployed({ default: stackIdIn("us-east-1") });
    aws.has({ "us-east-1": [skillStack("us-east-1")] });
    const found = await breakageOf(deployedLink, patient({ alexaRegion: "EU" }));
    expect(found).toMatchObject({ breakage: "not-deployed", remedy: { type: ["npm run deploy"] } });
  });

  it("is noted but for a region whose stack is in the account: it is told with what is noted", async () => {
    await project.write("ask-resources.json", askResources({ regions: ["default", "EU"] }));
    await project.deployed({ default: stackIdIn("us-east-1") });
    aws.has({ "us-east-1": [skillStack("us-east-1")], "eu-west-1": [skillStack("eu-west-1")] });
    const { breakage, remedy } = await breakageOf(deployedLink, patient({ alexaRegion: "EU" }));
    expect(breakage).toBe("deploy-state-lost");
    expect(remedy.type?.join()).toContain(`--stack-id ${stackIdIn("us-east-1")}`);
    expect(remedy.type?.join()).toContain(`--stack-id EU=${stackIdIn("eu-west-1")}`);
  });

  it("cannot be looked for by whoever may not list stacks", async () => {
    aws.cloudFormation.behave("denied");
    const found = await breakageOf(deployedLink, patient());
    aws.cloudFormation.behave("ok");
    expect(found.breakage).toBe("not-deployed");
  });

  it("is unknown where ask-cli's notes are none", async () => {
    await project.write(".ask/ask-states.json", "{");
    expect((await breakageOf(deployedLink, patient())).breakage).toBe("deploy-state-unreadable");
  });
});
