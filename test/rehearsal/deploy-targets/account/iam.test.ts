import {
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { AwsServer } from "../../../../rehearsal/aws/aws-server.ts";
import { startIam } from "../../../../rehearsal/deploy-targets/account/iam/index.ts";
import { createIdentities, type Identities } from "../../../../rehearsal/deploy-targets/account/identities.ts";
import { createLiveStacks, type LiveStacks } from "../../../../rehearsal/deploy-targets/account/live-stacks.ts";
import { role, roleArn } from "./support/role.ts";
import { resource, stackOf } from "./support/small-stack.ts";

const RoleName = "worker-role";
const table = "arn:aws:dynamodb:us-east-1:123456789012:table/cameras";
const allow = (Action: string | readonly string[], Resource: string, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const ownCameras = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["USER#*"] } };
const documentOf = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const decoded = (document = "") => JSON.parse(decodeURIComponent(document));

describe("IAM", () => {
  let identities: Identities;
  let stacks: LiveStacks;
  let iam: AwsServer;
  let client: IAMClient;
  let asRole: IAMClient;

  const takeRoles = () => stacks.all().forEach(identities.take);
  beforeAll(async () => {
    identities = createIdentities({ region: "us-east-1", accountId: "123456789012" });
    stacks = createLiveStacks({ onChange: takeRoles });
    settle(allow("dynamodb:Query", table));
    iam = await startIam({ identities, stacks });
    client = clientOf(identities.owner);
    asRole = clientOf(identities.keyOf(roleArn));
  });
  beforeEach(() => settle(allow("dynamodb:Query", table)));
  afterAll(async () => {
    client.destroy();
    asRole.destroy();
    await iam.stop();
  });

  function clientOf(credentials: { accessKeyId: string; secretAccessKey: string }): IAMClient {
    return new IAMClient({ region: "us-east-1", endpoint: iam.url, credentials, maxAttempts: 1 });
  }

  /** As CloudFormation leaves the role, each time another one. */
  let times = 0;
  function settle(...statements: readonly object[]): void {
    times += 1;
    stacks.settle(stackOf({ Role: role(...statements, allow("sts:GetCallerIdentity", `arn:of:${times}`)) }));
    takeRoles();
  }

  const mayRole = (action: string, resourceArn: string) =>
    identities.may(identities.keyOf(roleArn), { action, resource: resourceArn });

  it("puts, lists, shows and deletes a policy of a role, which counts at once", async () => {
    const PolicyDocument = documentOf(allow(["s3:GetObject", "s3:ListBucket"], "*"));
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: "pictures", PolicyDocument }));
    expect(mayRole("s3:GetObject", "arn:aws:s3:::pictures/front-door.jpg")).toBe(true);
    expect(mayRole("dynamodb:Query", table)).toBe(true);
    const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual(["own", "pictures"]);
    const shown = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName: "pictures" }));
    expect(shown).toMatchObject({ RoleName, PolicyName: "pictures" });
    expect(decoded(shown.PolicyDocument)).toEqual(JSON.parse(PolicyDocument));
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "pictures" }));
    expect(mayRole("s3:GetObject", "arn:aws:s3:::pictures/front-door.jpg")).toBe(false);
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "own" }));
    expect(mayRole("dynamodb:Query", table)).toBe(false);
  });

  it("puts a policy in the place of one of the same name", async () => {
    const put = (PolicyDocument: string) =>
      client.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
    await put(documentOf(allow("dynamodb:GetItem", table)));
    expect(mayRole("dynamodb:Query", table)).toBe(false);
    expect(mayRole("dynamodb:GetItem", table)).toBe(true);
  });

  it("has a policy that stands beside the role in its stack as one of the role's own", async () => {
    const { stackId } = stackOf({});
    const beside = resource("AWS::IAM::Policy", {
      PolicyName: "beside",
      PolicyDocument: JSON.parse(documentOf(allow("s3:GetObject", "*"))),
      Roles: [RoleName],
    });
    await stacks.add(stackId, "Beside", beside);
    expect(mayRole("s3:GetObject", "arn:aws:s3:::pictures/x")).toBe(true);
    const PolicyDocument = documentOf(allow("s3:PutObject", "*"));
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: "beside", PolicyDocument }));
    expect(mayRole("s3:GetObject", "arn:aws:s3:::pictures/x")).toBe(false);
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "beside" }));
    const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual(["own"]);
  });

  it("shows a role and who may assume it", async () => {
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({ RoleName, Arn: roleArn, Path: "/", RoleId: "AROA0123456789ABCDEFG" });
    expect(decoded(Role?.AssumeRolePolicyDocument).Statement[0].Principal).toEqual({
      Service: "lambda.amazonaws.com",
    });
  });

  it.each([
    ["no JSON", "{"],
    ["no statement", '{"Version":"2012-10-17"}'],
    ["another version", JSON.stringify({ Version: "2020-01-01", Statement: allow("s3:GetObject", "*") })],
    ["a statement that is not read here", documentOf({ Effect: "Deny", Action: "s3:*", Resource: "*" })],
    ["a condition that is not read here", documentOf(allow("s3:*", "*", { Condition: { DateLessThan: { a: "b" } } }))],
  ])("refuses a policy with %s", async (_, PolicyDocument) => {
    const put = client.send(new PutRolePolicyCommand({ RoleName, PolicyName: "bad", PolicyDocument }));
    await expect(put).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
    const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual(["own"]);
  });

  it("does not know what is not there", async () => {
    const missing = { name: "NoSuchEntityException", $metadata: { httpStatusCode: 404 } };
    await expect(client.send(new GetRoleCommand({ RoleName: "other" }))).rejects.toMatchObject(missing);
    const policy = { RoleName, PolicyName: "other" };
    await expect(client.send(new GetRolePolicyCommand(policy))).rejects.toMatchObject(missing);
    await expect(client.send(new DeleteRolePolicyCommand(policy))).rejects.toMatchObject(missing);
    await expect(client.send(new ListRolesCommand())).rejects.toMatchObject({ name: "InvalidAction" });
  });

  it("knows a role and a policy by names, and a role that is simulated by its ARN", async () => {
    const invalid = { name: "ValidationError" };
    await expect(client.send(new GetRoleCommand({ RoleName: roleArn }))).rejects.toMatchObject(invalid);
    const put = { RoleName, PolicyName: "of doctor", PolicyDocument: documentOf(allow("s3:GetObject", "*")) };
    await expect(client.send(new PutRolePolicyCommand(put))).rejects.toMatchObject(invalid);
    const byName = { PolicySourceArn: RoleName, ActionNames: ["s3:GetObject"] };
    await expect(client.send(new SimulatePrincipalPolicyCommand(byName))).rejects.toMatchObject({
      name: "InvalidInputException",
    });
  });

  it("lets those in alone who have the permission", async () => {
    const list = new ListRolePoliciesCommand({ RoleName });
    await expect(asRole.send(list)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining(
        "assumed-role/worker-role/rehearsal is not authorized to perform: iam:ListRolePolicies",
      ),
      $metadata: { httpStatusCode: 403 },
    });
    settle(allow("iam:ListRolePolicies", roleArn));
    expect(await asRole.send(list)).toMatchObject({ PolicyNames: ["own"] });
    const stranger = clientOf(identities.stranger);
    await expect(stranger.send(list)).rejects.toMatchObject({ name: "AccessDenied" });
    stranger.destroy();
  });

  describe("simulates what a role may", () => {
    const simulate = (ActionNames: string[], more: object = {}) =>
      client.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn: roleArn, ActionNames, ...more }));

    it("with one result of each action, the strictest, and in it one of each resource", async () => {
      const other = `${table}-of-others`;
      const { EvaluationResults, IsTruncated } = await simulate(["dynamodb:Query", "dynamodb:Scan"], {
        ResourceArns: [table, other],
      });
      expect(IsTruncated).toBe(false);
      expect(EvaluationResults).toMatchObject([
        {
          EvalActionName: "dynamodb:Query",
          EvalDecision: "implicitDeny",
          ResourceSpecificResults: [
            { EvalResourceName: table, EvalResourceDecision: "allowed" },
            { EvalResourceName: other, EvalResourceDecision: "implicitDeny" },
          ],
        },
        { EvalActionName: "dynamodb:Scan", EvalDecision: "implicitDeny" },
      ]);
      const { EvaluationResults: alone } = await simulate(["dynamodb:Query"], { ResourceArns: [table] });
      expect(alone).toMatchObject([{ EvalDecision: "allowed", EvalResourceName: "*" }]);
    });

    it("on everything where no resource is named", async () => {
      settle(allow("cloudwatch:PutMetricData", "*"), allow("dynamodb:Query", table));
      const { EvaluationResults } = await simulate(["cloudwatch:PutMetricData", "dynamodb:Query"]);
      expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(["allowed", "implicitDeny"]);
      expect(EvaluationResults?.[0]).not.toHaveProperty("ResourceSpecificResults.0");
    });

    it("under the conditions that the caller names, and says which are left out", async () => {
      settle(allow("dynamodb:Query", table, { Condition: { ...ownCameras, StringEquals: { "aws:RequestTag": "x" } } }));
      const keyed = (value: string) => ({
        ResourceArns: [table],
        ContextEntries: [
          { ContextKeyName: "dynamodb:LeadingKeys", ContextKeyValues: [value], ContextKeyType: "stringList" },
          { ContextKeyName: "aws:RequestTag", ContextKeyValues: ["x"], ContextKeyType: "string" },
        ],
      });
      const decisionOf = async (more: object) => (await simulate(["dynamodb:Query"], more)).EvaluationResults?.[0];
      expect(await decisionOf(keyed("USER#me"))).toMatchObject({ EvalDecision: "allowed" });
      expect(await decisionOf(keyed("GRANT#me"))).toMatchObject({ EvalDecision: "implicitDeny" });
      expect(await decisionOf({ ResourceArns: [table] })).toMatchObject({
        EvalDecision: "implicitDeny",
        MissingContextValues: ["dynamodb:LeadingKeys", "aws:RequestTag"],
      });
    });

    it("of roles that are there alone, and with nothing that it does not read", async () => {
      const PolicySourceArn = `${roleArn}-of-others`;
      const other = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["s3:GetObject"] });
      await expect(client.send(other)).rejects.toMatchObject({ name: "NoSuchEntityException" });
      const invalid = { name: "InvalidInputException" };
      await expect(simulate(["GetObject"])).rejects.toMatchObject(invalid);
      await expect(simulate(["s3:GetObject"], { PolicyInputList: ["{}"] })).rejects.toMatchObject(invalid);
    });
  });
});
