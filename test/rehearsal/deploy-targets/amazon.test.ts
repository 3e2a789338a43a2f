import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetAccountSettingsCommand, LambdaClient, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { zipSync } from "fflate";
import { type Amazon, startAmazon } from "../../../rehearsal/deploy-targets/amazon.ts";
import { judgeTemplate } from "../../../rehearsal/deploy-targets/cloudformation/index.ts";
import { parametersOf } from "./cloudformation/support/account.ts";
import { functionTemplate } from "./cloudformation/support/templates.ts";

const region = "us-east-1";
const permission = `Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !GetAtt Function.Arn
      Action: lambda:InvokeFunction
      Principal: alexa-connectedhome.amazon.com
      EventSourceToken: amzn1.ask.skill.1`;

describe("Amazon, with a new AWS account", () => {
  let folder: string;
  let amazon: Amazon;
  let stacks: CloudFormationClient;
  let lambda: LambdaClient;
  let code: object;
  const clients: { destroy(): void }[] = [];

  function clientOf<Client extends { destroy(): void }>(
    Made: new (settings: object) => Client,
    service: string,
  ): Client {
    const endpoint = amazon.addresses[`AWS_ENDPOINT_URL_${service}`];
    const { credentials } = amazon;
    const client = new Made({ region, credentials, endpoint, maxAttempts: 1, forcePathStyle: true });
    clients.push(client);
    return client;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "amazon-"));
    // Loading the rules takes seconds.
    await judgeTemplate("{}");
    // Nothing runs in them here.
    const tools = { runtimeClient: join(folder, "none.mjs"), node: process.execPath };
    amazon = await startAmazon({ folder, tools, concurrentExecutions: 10, pluggedIn: false });
    stacks = clientOf(CloudFormationClient, "CLOUDFORMATION");
    lambda = clientOf(LambdaClient, "LAMBDA");
    const artifacts = clientOf(S3Client, "S3");
    const object = { Bucket: "artifacts", Key: "build.zip" };
    await artifacts.send(new CreateBucketCommand({ Bucket: object.Bucket }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await artifacts.send(new PutBucketVersioningCommand({ Bucket: object.Bucket, VersioningConfiguration }));
    const Body = zipSync({ "index.mjs": Buffer.from("export const handler = async () => {};") });
    const { VersionId } = await artifacts.send(new PutObjectCommand({ ...object, Body }));
    code = { CodeBucket: object.Bucket, CodeKey: object.Key, CodeVersion: VersionId };
  }, 60_000);
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await amazon.stop();
    await rm(folder, { recursive: true });
  });

  async function create(StackName: string, parameters: object = {}) {
    const TemplateBody = functionTemplate({ more: permission });
    const Parameters = parametersOf({ ...code, ...parameters });
    await stacks.send(
      new CreateStackCommand({ StackName, TemplateBody, Parameters, Capabilities: ["CAPABILITY_IAM"] }),
    );
    return (await stacks.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  }

  it("has SMAPI miss a trigger that was taken away by hand, though CloudFormation knows of nothing", async () => {
    const stack = await create("triggered");
    const FunctionName = stack?.Outputs?.[0]?.OutputValue ?? "";
    const trigger = { principal: "alexa-connectedhome.amazon.com", eventSourceToken: "amzn1.ask.skill.1" };
    expect(amazon.triggersOf(FunctionName)).toMatchObject([trigger]);
    const StatementId = amazon.cloudFormation.stackOf("triggered")?.resources.Permission?.physicalId;
    await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
    expect(amazon.triggersOf(FunctionName)).toEqual([]);
    expect(amazon.cloudFormation.stackOf("triggered")?.resources).toHaveProperty("Permission");
  });

  it("says of its concurrency in Lambda what CloudFormation goes by", async () => {
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 });
    expect(await create("greedy", { Reserved: "1" })).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
  });
});
