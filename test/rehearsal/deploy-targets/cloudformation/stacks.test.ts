import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStacksCommand,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { judgeTemplate } from "../../../../rehearsal/deploy-targets/cloudformation/index.ts";
import { type Account, type CodeParameters, credentials, parametersOf, startTestAccount } from "./support/account.ts";
import { functionTemplate, templateWith } from "./support/templates.ts";

const region = "us-east-1";
const blind = {
  accessKeyId: "AKIAEXAMPLEBLIND",
  secretAccessKey: "secret of the blind",
  actions: ["cloudformation:CreateStack"],
};

let account: Account;
let code: CodeParameters;

beforeAll(async () => {
  account = await startTestAccount({ accessKeys: [credentials, blind] });
  code = await account.upload(region);
  // Loading the rules takes seconds.
  await judgeTemplate("{}");
}, 60_000);
afterAll(() => account.stop());

interface Request {
  readonly StackName: string;
  readonly TemplateBody?: string;
  readonly parameters?: object;
  readonly Capabilities?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM")[];
}

function inputOf({ StackName, TemplateBody = functionTemplate(), parameters = code, ...rest }: Request) {
  return {
    StackName,
    TemplateBody,
    Parameters: parametersOf(parameters),
    Capabilities: rest.Capabilities ?? ["CAPABILITY_IAM" as const],
  };
}

const create = async (request: Request, where = region): Promise<Stack> => {
  const { StackId = "" } = await account.clientIn(where).send(new CreateStackCommand(inputOf(request)));
  return await describeStack(StackId, where);
};
const update = async (request: Request): Promise<Stack> => {
  const { StackId = "" } = await account.clientIn(region).send(new UpdateStackCommand(inputOf(request)));
  return await describeStack(StackId);
};
async function describeStack(StackName: string, where = region): Promise<Stack> {
  const { Stacks } = await account.clientIn(where).send(new DescribeStacksCommand({ StackName }));
  if (Stacks?.[0] === undefined) throw new Error("no stack");
  return Stacks[0];
}
async function eventsOf(StackName: string) {
  const { StackEvents = [] } = await account.clientIn(region).send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents;
}
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
    expect(account.cloudFormation.stackOf("first")?.stackId).toBe(stack.StackId);
  });

  it("tells of itself and its resources, the newest event first", async () => {
    const { StackId = "" } = await create({ StackName: "eventful" });
    const events = await eventsOf(StackId);
    expect(events[0]).toMatchObject({ LogicalResourceId: "eventful", ResourceStatus: "CREATE_COMPLETE" });
    expect(events.at(-1)).toMatchObject({
      ResourceStatus: "CREATE_IN_PROGRESS",
      ResourceStatusReason: "User Initiated",
    });
    const client = account.clientIn(region);
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
    const european = await create({ StackName: "twice", parameters: await account.upload("eu-west-1") }, "eu-west-1");
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
      parameters: { ...code, CodeVersion: "another version" },
    });
    expect(StackStatus).toBe("ROLLBACK_COMPLETE");
    const failed = (await eventsOf(StackId)).find(({ ResourceStatus }) => ResourceStatus?.endsWith("_FAILED"));
    expect(failed).toMatchObject({ LogicalResourceId: "Function", ResourceStatus: "CREATE_FAILED" });
    expect(failed?.ResourceStatusReason).toContain("has no version another version in us-east-1");
    expect(account.cloudFormation.stackOf(StackId)?.resources).toEqual({});
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
    expect(account.cloudFormation.stackOf("wrong")).toBeUndefined();
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
    expect(account.cloudFormation.stackOf("secretive")?.resources.Secret?.properties.SecretString).toContain("hush");
  });
});

describe("a stack that is updated", () => {
  it("takes new code and stays the same function", async () => {
    const before = await create({ StackName: "growing" });
    const newer = await account.upload(region, { "index.mjs": "// newer" });
    const after = await update({ StackName: before.StackId ?? "", parameters: newer });
    expect(after).toMatchObject({ StackStatus: "UPDATE_COMPLETE", StackId: before.StackId, Outputs: before.Outputs });
    expect(after.LastUpdatedTime).toBeInstanceOf(Date);
    const properties = account.cloudFormation.stackOf("growing")?.resources.Function?.properties;
    expect(properties?.Code).toMatchObject({ S3ObjectVersion: newer.CodeVersion });
    const changed = (await eventsOf("growing")).filter(({ ResourceStatus }) => ResourceStatus === "UPDATE_COMPLETE");
    expect(changed.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(["growing", "Function"]);
  });

  it("is refused where nothing changes, also by a parameter that nothing uses", async () => {
    const withoutVersion = templateWith("", "Parameters:\n  CodeVersion: { Type: String, Default: a }");
    await create({ StackName: "same", TemplateBody: withoutVersion, parameters: {} });
    const none = { name: "ValidationError", message: "No updates are to be performed." };
    const parameters = { CodeVersion: "b" };
    await expect(update({ StackName: "same", TemplateBody: withoutVersion, parameters })).rejects.toMatchObject(none);
    await expect(
      update({ StackName: "same", TemplateBody: `# said otherwise\n${withoutVersion}`, parameters: {} }),
    ).rejects.toMatchObject(none);
  });

  it("stands as it was where a resource fails, and can be updated then", async () => {
    const before = await create({ StackName: "steady" });
    const after = await update({ StackName: "steady", parameters: { ...code, LambdaRuntime: "nodejs20.x" } });
    expect(after).toMatchObject({ StackStatus: "UPDATE_ROLLBACK_COMPLETE", Outputs: before.Outputs });
    expect(account.cloudFormation.stackOf("steady")?.resources.Function?.properties.Runtime).toBe("nodejs24.x");
    const { StackStatus } = await update({ StackName: "steady", parameters: { ...code, LambdaRuntime: "nodejs22.x" } });
    expect(StackStatus).toBe("UPDATE_COMPLETE");
  });

  it("has the default again of a parameter that is not given, and the old value of one that is to stay", async () => {
    await create({ StackName: "keeping", parameters: { ...code, LambdaRuntime: "nodejs22.x" } });
    const send = (Parameters: object[]) =>
      account.clientIn(region).send(
        new UpdateStackCommand({
          StackName: "keeping",
          UsePreviousTemplate: true,
          Parameters,
          Capabilities: ["CAPABILITY_IAM"],
        }),
      );
    const kept = Object.keys(code).map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }));
    await send(kept);
    const properties = account.cloudFormation.stackOf("keeping")?.resources.Function?.properties;
    expect(properties).toMatchObject({ Runtime: "nodejs24.x", Code: { S3ObjectVersion: code.CodeVersion } });
    await expect(send([])).rejects.toMatchObject({
      message: "Parameters: [CodeBucket, CodeKey, CodeVersion] must have values",
    });
  });

  it("is unknown by a name that no stack has", async () => {
    await expect(update({ StackName: "nobody" })).rejects.toMatchObject({ message: "Stack [nobody] does not exist" });
  });
});

describe("a stack that is deleted", () => {
  it("is known by its id alone, and its name is free", async () => {
    const { StackId = "" } = await create({ StackName: "gone" });
    const client = account.clientIn(region);
    await client.send(new DeleteStackCommand({ StackName: "gone" }));
    await client.send(new DeleteStackCommand({ StackName: "gone" }));
    expect((await describeStack(StackId)).StackStatus).toBe("DELETE_COMPLETE");
    await expect(describeStack("gone")).rejects.toMatchObject({ message: "Stack with id gone does not exist" });
    expect((await create({ StackName: "gone" })).StackId).not.toBe(StackId);
  });
});

describe("what a template says is to stay", () => {
  const named = (name: string, policies: string) =>
    templateWith(`Table:
    Type: AWS::DynamoDB::Table
    ${policies}
    Properties:
      TableName: ${name}
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]`);
  const stays = "DeletionPolicy: RetainExceptOnCreate\n    UpdateReplacePolicy: Retain";
  const make = (StackName: string, TemplateBody: string) => create({ StackName, TemplateBody, parameters: {} });
  const becomes = (StackName: string, TemplateBody: string) => update({ StackName, TemplateBody, parameters: {} });
  const remove = (StackName: string) => account.clientIn(region).send(new DeleteStackCommand({ StackName }));
  const fateOf = async (StackId: string, logicalId: string) =>
    (await eventsOf(StackId))
      .filter(
        ({ LogicalResourceId, ResourceStatus }) =>
          LogicalResourceId === logicalId && /^DELETE/.test(`${ResourceStatus}`),
      )
      .map(({ ResourceStatus, PhysicalResourceId }) => `${ResourceStatus} ${PhysicalResourceId}`);

  it("stays when its stack is deleted, and its name is taken", async () => {
    const { StackId = "" } = await make("leaves", named("cameras", stays));
    await remove("leaves");
    expect((await describeStack(StackId)).StackStatus).toBe("DELETE_COMPLETE");
    expect(await fateOf(StackId, "Table")).toEqual(["DELETE_SKIPPED cameras"]);
    expect(await fateOf(StackId, "Role")).toEqual([expect.stringContaining("DELETE_COMPLETE")]);
    const again = await make("leaves", named("cameras", stays));
    expect(again.StackStatus).toBe("ROLLBACK_COMPLETE");
    const reasons = (await eventsOf(again.StackId ?? "")).map(({ ResourceStatusReason }) => ResourceStatusReason);
    expect(reasons).toContain("cameras already exists (HandlerErrorCode: AlreadyExists)");
    expect((await make("elsewhere", named("other-cameras", stays))).StackStatus).toBe("CREATE_COMPLETE");
  });

  it("does not stay without that: its name is free", async () => {
    await make("takes-along", named("temporary", ""));
    await remove("takes-along");
    expect((await make("takes-along", named("temporary", ""))).StackStatus).toBe("CREATE_COMPLETE");
  });

  it("stays where an update puts another in its place, or has none any more", async () => {
    const { StackId = "" } = await make("moves", named("one", stays));
    await becomes("moves", named("two", stays));
    expect(await fateOf(StackId, "Table")).toEqual(["DELETE_SKIPPED one"]);
    await becomes("moves", templateWith(""));
    expect(await fateOf(StackId, "Table")).toEqual(["DELETE_SKIPPED two", "DELETE_SKIPPED one"]);
    expect((await becomes("moves", named("two", stays))).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect((await becomes("moves", named("three", stays))).StackStatus).toBe("UPDATE_COMPLETE");
  });

  it.each([
    ["Retain", "DELETE_SKIPPED"],
    ["RetainExceptOnCreate", "DELETE_COMPLETE"],
  ])("is by %s, where the making itself is rolled back: %s", async (policy, fate) => {
    const name = `table-${policy}`;
    const failing = `${named(name, `DeletionPolicy: ${policy}`)}
  Broken:
    Type: AWS::S3::BucketPolicy
    DependsOn: Table
    Properties: { Bucket: is-not-there, PolicyDocument: { Version: 2012-10-17, Statement: [] } }
`;
    const { StackId = "", StackStatus } = await make(`rolls-back-${policy}`, failing);
    expect(StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(await fateOf(StackId, "Table")).toEqual([`${fate} ${name}`]);
  });
});

describe("CloudFormation, to whoever asks", () => {
  it("shows all stacks of a region to who names none, the newest first", async () => {
    const where = "ap-northeast-1";
    const minimal = { TemplateBody: templateWith(""), parameters: {} };
    await create({ StackName: "older", ...minimal }, where);
    await create({ StackName: "newer", ...minimal }, where);
    const { Stacks = [] } = await account.clientIn(where).send(new DescribeStacksCommand({}));
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(["newer", "older"]);
  });

  it("refuses a stranger, a wrong secret and what a key may not do", async () => {
    const ask = new DescribeStacksCommand({});
    const clientOf = (key: { accessKeyId: string; secretAccessKey: string }) => {
      const client = account.clientIn(region);
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
    await expect(account.clientIn(region).send(new ListStacksCommand({}))).rejects.toMatchObject({
      name: "InvalidAction",
    });
  });
});
