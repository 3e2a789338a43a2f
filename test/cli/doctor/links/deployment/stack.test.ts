import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { stackLink } from "../../../../../cli/doctor/links/deployment/stack.ts";
import { readStack } from "../../../../../cli/doctor/reads/stack.ts";
import { replaceEnvironment } from "../../../../lambda/support/environment.ts";
import { patientFor } from "../../support/patient.ts";
import { startTestAws, type TestAws, type TestStack } from "../support/aws.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { askResources, makeProjectFolder, type ProjectFolder, SKILL_ID, stackIdIn } from "../support/project-folder.ts";

let aws: TestAws;
let project: ProjectFolder;
let restore = () => {};

const stackId = stackIdIn("us-east-1");
const template = "Resources:\n  Table: { Type: AWS::DynamoDB::Table }\n";
const parameters = { LoginWithAmazonClientId: "client", LogLevel: "INFO" };

beforeAll(async () => {
  aws = await startTestAws();
  restore = replaceEnvironment(aws.environment);
  project = await makeProjectFolder();
  await project.deployed({ default: stackId }, "code");
  await project.write("stack.yaml", template);
});
afterAll(async () => {
  restore();
  await aws.stop();
  await project.remove();
});
beforeEach(async () => {
  has({});
  await project.write("ask-resources.json", askResources({ parameters }));
});

function has(more: Partial<TestStack>): void {
  const outputs = { SkillEndpoint: "arn:aws:lambda:us-east-1:123456789012:function:f", TableName: "table" };
  const stack = { stackId, name: "ask-skill", status: "UPDATE_COMPLETE", parameters, outputs, template, ...more };
  aws.has({ "us-east-1": [stack] });
}

const patient = () => patientFor({ folder: project.folder });

describe("the stack", () => {
  it("works, and is what is here", async () => {
    expect(await seenOf(stackLink, patient())).toEqual({ seen: "ask-skill, UPDATE_COMPLETE", notes: [] });
  });

  it("is read with its resources", async () => {
    has({ resources: { Table: ["AWS::DynamoDB::Table", "table-1"] }, reason: "because" });
    expect(await readStack(patient())).toEqual({
      stackId,
      name: "ask-skill",
      region: "us-east-1",
      accountId: "123456789012",
      status: "UPDATE_COMPLETE",
      statusReason: "because",
      outputs: { SkillEndpoint: "arn:aws:lambda:us-east-1:123456789012:function:f", TableName: "table" },
      parameters,
      resources: { Table: { type: "AWS::DynamoDB::Table", physicalId: "table-1" } },
      templateIsHere: true,
    });
  });

  it.each([
    [template, true],
    [`${template}# more\n`, false],
    [undefined, undefined],
  ])("tells whether it is of the template in the folder: %j", async (deployed, isHere) => {
    has({ template: deployed as string });
    expect((await readStack(patient())).templateIsHere).toBe(isHere);
  });

  it("is of the template in the folder, whichever line ends that has", async () => {
    await project.write("stack.yaml", template.replaceAll("\n", "\r\n"));
    const { templateIsHere } = await readStack(patient());
    await project.write("stack.yaml", template);
    expect(templateIsHere).toBe(true);
  });

  it("is of another template, which is no breakage", async () => {
    has({ template: "Resources: {}" });
    const { notes } = await seenOf(stackLink, patient());
    expect(notes).toEqual([expect.stringContaining("npm run deploy")]);
  });

  it.each([[[]], [[{ stackId, name: "ask-skill", status: "DELETE_COMPLETE" }]]])(
    "is not there any more",
    async (stacks) => {
      aws.has({ "us-east-1": stacks });
      const { breakage, remedy } = await breakageOf(stackLink, patient());
      expect(breakage).toBe("stack-missing");
      expect(remedy.type).toEqual([
        `npm run deploy:state -- --skill-id ${SKILL_ID} --stack-id ${stackId} --bucket code`,
        "npm run deploy",
      ]);
    },
  );

  it("has not what the skill needs of it", async () => {
    has({ outputs: { SkillEndpoint: "arn" } });
    const { breakage, sentence } = await breakageOf(stackLink, patient());
    expect(breakage).toBe("stack-outputs-missing");
    expect(sentence).toContain("no output TableName");
  });

  it("takes the tokens of another client than ask-resources.json has", async () => {
    has({ parameters: { ...parameters, LoginWithAmazonClientId: "older" } });
    const { breakage, sentence, remedy } = await breakageOf(stackLink, patient());
    expect(breakage).toBe("stack-parameters-differ");
    expect(sentence).toMatch(/^LoginWithAmazonClientId is "client" in ask-resources\.json \(line \d+\), and "older"/);
    expect(remedy.type).toEqual(["npm run deploy"]);
  });

  it("has other settings than ask-resources.json, which is no breakage", async () => {
    has({ parameters: { ...parameters, LogLevel: "DEBUG" } });
    const { notes } = await seenOf(stackLink, patient());
    expect(notes).toEqual([expect.stringContaining("another LogLevel than the stack")]);
  });

  it("is not shown to whoever may not see it", async () => {
    aws.cloudFormation.behave("denied");
    const found = await breakageOf(stackLink, patient());
    aws.cloudFormation.behave("ok");
    expect(found.breakage).toBe("aws-denied");
    expect(found.sentence).toContain("cloudformation:DescribeStack");
  });
});
