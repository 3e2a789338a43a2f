import {
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStacksCommand,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { describe, expect, it } from "@jest/globals";
import { credentials, parametersOf } from "./support/account.ts";
import { region, testStacks } from "./support/stacks.ts";
import { functionTemplate, templateWith } from "./support/templates.ts";

const blind = {
  accessKeyId: "AKIAEXAMPLEBLIND",
  secretAccessKey: "secret of the blind",
  actions: ["cloudformation:CreateStack"],
};

const { account, code, create, update, describeStack, eventsOf } = testStacks({ accessKeys: [credentials, blind] });

const outputOf = ({ Outputs = [] }: Stack, key: string) =>
  Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;

describe("a stack that is created", () => {
  it("is complete at the first question, with its outputs", async () => {
    const stack = await create({ StackName: "first" });
    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(stack.StackId).toMatch(/^arn:aws:cloudformation:us-east-1:123456789012:stack\/first\/[0-9a-f-]{36}$/);
    expect(outputOf(stack, "SkillEndpoint")).toMatch(
      /^arn:aws:lambda:us-east-1:123456789012:function:first-Function-[A-Z0-9]{12}$/,
    );
    expect(account().cloudFormation.stackOf("first")?.stackId).toBe(stack.StackId);
  });

  it("tells of itself and its resources, the newest event first", async () => {
    const { StackId = "" } = await create({ StackName: "eventful" });
    const events = await eventsOf(StackId);
    expect(events[0]).toMatchObject({ LogicalResourceId: "eventful", ResourceStatus: "CREATE_COMPLETE" });
    expect(events.at(-1)).toMatchObject({
      ResourceStatus: "CREATE_IN_PROGRESS",
      ResourceStatusReason: "User Initiated",
    });
    const client = account().clientIn(region);
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: "eventful" }));
    expect(StackResources.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(["Role", "Function"]);
    const one = { StackName: "eventful", LogicalResourceId: "Function" };
    expect((await client.send(new DescribeStackResourceCommand(one))).StackResourceDetail).toMatchObject({
      ResourceType: "AWS::Lambda::Function",
      ResourceStatus: "CREATE_COMPLETE",
    });
    await expect(
      client.send(new DescribeStackResourceCommand({ ...one, LogicalResourceId: "Other" })),
    ).rejects.toMatchObject({ name: "ValidationError", message: "Resource Other does not exist for stack eventful" });
  });

  it("is another stack than one of the same name in another region", async () => {
    const european = await create({ StackName: "twice", parameters: await account().upload("eu-west-1") }, "eu-west-1");
    const american = await create({ StackName: "twice" });
    expect(american.StackId).not.toBe(european.StackId);
    await expect(describeStack(european.StackId ?? "")).rejects.toMatchObject({
      message: `Stack with id ${european.StackId} does not exist`,
    });
    await expect(create({ StackName: "twice" })).rejects.toMatchObject({ name: "AlreadyExistsException" });
  });

  it("is rolled back where a resource fails, keeps the reason, and cannot be updated", async () => {
    const TemplateBody = functionTemplate({ properties: "MemorySize: 512" });
    const { StackStatus, StackId = "" } = await create({
      StackName: "failing",
      TemplateBody,
      parameters: { ...code(), CodeVersion: "another version" },
    });
    expect(StackStatus).toBe("ROLLBACK_COMPLETE");
    const failed = (await eventsOf(StackId)).find(({ ResourceStatus }) => ResourceStatus?.endsWith("_FAILED"));
    expect(failed).toMatchObject({ LogicalResourceId: "Function", ResourceStatus: "CREATE_FAILED" });
    expect(failed?.ResourceStatusReason).toContain("has no version another version in us-east-1");
    expect(account().cloudFormation.stackOf(StackId)?.resources).toEqual({});
    await expect(update({ StackName: "failing" })).rejects.toMatchObject({
      name: "ValidationError",
      message: `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    });
  });

  it("needs the capability for what it does to IAM", async () => {
    const request = { StackName: "incapable", Capabilities: [] };
    await expect(create(request)).rejects.toMatchObject({
      name: "InsufficientCapabilitiesException",
      message: "Requires capabilities : [CAPABILITY_IAM]",
    });
    const TemplateBody = functionTemplate().replace("Properties:", "Properties:\n      RoleName: the-role");
    await expect(create({ StackName: "incapable", TemplateBody })).rejects.toMatchObject({
      message: "Requires capabilities : [CAPABILITY_NAMED_IAM]",
    });
    const { StackStatus } = await create({
      StackName: "capable",
      TemplateBody,
      Capabilities: ["CAPABILITY_NAMED_IAM"],
    });
    expect(StackStatus).toBe("CREATE_COMPLETE");
    const second = await create({ StackName: "collides", TemplateBody, Capabilities: ["CAPABILITY_NAMED_IAM"] });
    expect(second.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await eventsOf("collides")).map((event) => event.ResourceStatusReason)).toContain(
      "the-role already exists (HandlerErrorCode: AlreadyExists)",
    );
  });

  it("is not begun where its template is wrong", async () => {
    const refusal = (TemplateBody: string) =>
      create({ StackName: "wrong", TemplateBody }).then(
        () => "nothing",
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await refusal(functionTemplate({ properties: "MemorySiz: 512" }))).toMatch(
      /^ValidationError: .*line \d+: .*'MemorySiz' was unexpected/,
    );
    expect(await refusal(functionTemplate().replace("Role.Arn", "Role.Colour"))).toContain("'Colour' is not one of");
    expect(
      await refusal(templateWith("Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }")),
    ).toContain("this stand-in makes no resources of these types: [AWS::EC2::VPC]");
    expect(await refusal(`${functionTemplate()}#${"x".repeat(51_200)}`)).toContain(
      "Member must have length less than or equal to 51200",
    );
    expect(await refusal("no template")).toContain("ValidationError: Template format error");
    await expect(create({ StackName: "no name" })).rejects.toMatchObject({ name: "ValidationError" });
    expect(account().cloudFormation.stackOf("wrong")).toBeUndefined();
  });

  it("shows no secret", async () => {
    const parameters = `Parameters:
  Password: { Type: String, NoEcho: true }
  Open: { Type: String }`;
    const TemplateBody = templateWith(
      `Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      SecretString: !Join ["/", [!Ref Password, !Ref Open]]`,
      parameters,
    );
    const stack = await create({
      StackName: "secretive",
      TemplateBody,
      parameters: { Password: "hush & <quiet>", Open: 'a "b" & <c>' },
    });
    expect(stack.Parameters).toEqual(parametersOf({ Password: "****", Open: 'a "b" & <c>' }));
    expect(account().cloudFormation.stackOf("secretive")?.resources.Secret?.properties.SecretString).toContain("hush");
  });
});

describe("CloudFormation, to whoever asks", () => {
  it("shows all stacks of a region to who names none, the newest first", async () => {
    const where = "ap-northeast-1";
    const minimal = { TemplateBody: templateWith(""), parameters: {} };
    await create({ StackName: "older", ...minimal }, where);
    await create({ StackName: "newer", ...minimal }, where);
    const { Stacks = [] } = await account().clientIn(where).send(new DescribeStacksCommand({}));
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(["newer", "older"]);
  });

  it("refuses a stranger, a wrong secret and what a key may not do", async () => {
    const ask = new DescribeStacksCommand({});
    const clientOf = (key: { accessKeyId: string; secretAccessKey: string }) => {
      const client = account().clientIn(region);
      client.config.credentials = (async () => key) as never;
      return client;
    };
    await expect(clientOf({ ...credentials, accessKeyId: "AKIAEXAMPLEOTHER" }).send(ask)).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    await expect(clientOf({ ...credentials, secretAccessKey: "wrong" }).send(ask)).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    await expect(clientOf(blind).send(ask)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(account().clientIn(region).send(new ListStacksCommand({}))).rejects.toMatchObject({
      name: "InvalidAction",
    });
  });
});
