import { DeleteStackCommand, GetTemplateCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import { describe, expect, it } from "@jest/globals";
import { region, testStacks } from "./support/stacks.ts";
import { templateWith } from "./support/templates.ts";

const told: string[] = [];
const { account, code, create, update, describeStack, eventsOf } = testStacks({
  onStack: ({ name, status }) => told.push(`${name} ${status}`),
});

describe("a stack that is updated", () => {
  it("takes new code and stays the same function", async () => {
    const before = await create({ StackName: "growing" });
    const newer = await account().upload(region, { "index.mjs": "// newer" });
    const after = await update({ StackName: before.StackId ?? "", parameters: newer });
    expect(after).toMatchObject({ StackStatus: "UPDATE_COMPLETE", StackId: before.StackId, Outputs: before.Outputs });
    expect(after.LastUpdatedTime).toBeInstanceOf(Date);
    const properties = account().cloudFormation.stackOf("growing")?.resources.Function?.properties;
    expect(properties?.Code).toMatchObject({ S3ObjectVersion: newer.CodeVersion });
    const changed = (await eventsOf("growing")).filter(({ ResourceStatus }) => ResourceStatus === "UPDATE_COMPLETE");
    expect(changed.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(["growing", "Function"]);
  });

  it("gives its template as it was uploaded last, and tells of what was done to it", async () => {
    const template = async () => {
      const StackName = "templated";
      return (await account().clientIn(region).send(new GetTemplateCommand({ StackName }))).TemplateBody;
    };
    const first = templateWith("", '# said with <care> & "quotes"');
    await create({ StackName: "templated", TemplateBody: first, parameters: {} });
    expect(await template()).toBe(first);
    const second = `${first}\n# and more\nDescription: another\nOutputs: { One: { Value: one } }`;
    await update({ StackName: "templated", TemplateBody: second, parameters: {} });
    expect(await template()).toBe(second);
    expect(told.filter((each) => each.startsWith("templated"))).toEqual([
      "templated CREATE_COMPLETE",
      "templated UPDATE_COMPLETE",
    ]);
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
    const after = await update({ StackName: "steady", parameters: { ...code(), LambdaRuntime: "nodejs20.x" } });
    expect(after).toMatchObject({ StackStatus: "UPDATE_ROLLBACK_COMPLETE", Outputs: before.Outputs });
    expect(account().cloudFormation.stackOf("steady")?.resources.Function?.properties.Runtime).toBe("nodejs24.x");
    const { StackStatus } = await update({
      StackName: "steady",
      parameters: { ...code(), LambdaRuntime: "nodejs22.x" },
    });
    expect(StackStatus).toBe("UPDATE_COMPLETE");
  });

  it("has the default again of a parameter that is not given, and the old value of one that is to stay", async () => {
    await create({ StackName: "keeping", parameters: { ...code(), LambdaRuntime: "nodejs22.x" } });
    const send = (Parameters: object[]) =>
      account()
        .clientIn(region)
        .send(
          new UpdateStackCommand({
            StackName: "keeping",
            UsePreviousTemplate: true,
            Parameters,
            Capabilities: ["CAPABILITY_IAM"],
          }),
        );
    const kept = Object.keys(code()).map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }));
    await send(kept);
    const properties = account().cloudFormation.stackOf("keeping")?.resources.Function?.properties;
    expect(properties).toMatchObject({ Runtime: "nodejs24.x", Code: { S3ObjectVersion: code().CodeVersion } });
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
    const client = account().clientIn(region);
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
  const remove = (StackName: string) => account().clientIn(region).send(new DeleteStackCommand({ StackName }));
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
