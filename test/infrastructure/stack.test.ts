import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { judgeTemplate } from "../../rehearsal/deploy-targets/cloudformation/judge-template.ts";
import {
  arnOf,
  fromAskCli,
  propertiesOf,
  type ResolvedResource,
  refOf,
  resolveStack,
  template,
  templateText,
} from "./support/skill-stack.ts";

const lwa = { LoginWithAmazonClientId: "amzn1.application-oa2-client.ours" };
const stack = resolveStack(lwa);
const { resources, outputs } = stack;
const functions = ["SkillFunction", "CameraEventsFunction", "SnapshotFunction"];

/** The properties of every resource of a type, by logical id. */
function allOf(type: string): Readonly<Record<string, ResolvedResource["properties"]>> {
  const found = Object.entries(resources).filter(([, resource]) => resource.type === type);
  return Object.fromEntries(found.map(([id, { properties }]) => [id, properties]));
}

/** The findings that a deploy must not have. */
async function problemsOf(text: string) {
  return (await judgeTemplate(text)).filter(({ severity }) => !["INFO", "DEBUG"].includes(severity));
}

describe("the stack's template", () => {
  it("is plain ASCII, for CloudFormation shows anything else as question marks", () => {
    expect(templateText).not.toMatch(/[^\n -~]/);
  });

  it("is short enough to be sent inline, and AWS's validator has no error and no warning", async () => {
    expect(await problemsOf(templateText)).toEqual([]);
    // The validator loads its rules with the first template.
  }, 60_000);

  it("runs on a runtime that AWS does not call deprecated", async () => {
    // The validator judges a runtime where it stands as a text, and then finds nobody using the parameter.
    const found = async (runtime: string | undefined) =>
      (await problemsOf(templateText.replaceAll("!Ref LambdaRuntime", runtime ?? ""))).map(({ rule }) => rule);
    const unused = "W2001";
    expect(await found(template.Parameters.LambdaRuntime?.Default)).toEqual([unused]);
    expect(await found("nodejs20.x")).toEqual([unused, "W2531", "W2531", "W2531"]);
  });

  it("takes the alias for releases as docs/deploying-permissions.md has it", async () => {
    const page = readFileSync(new URL("../../docs/deploying-permissions.md", import.meta.url), "utf8");
    const [, alias = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const withAlias = templateText
      .replace("\nOutputs:\n", `\n${alias}\nOutputs:\n`)
      .replaceAll("FunctionName: !GetAtt SkillFunction.Arn", "FunctionName: !Ref LiveAlias")
      .replace("Value: !GetAtt SkillFunction.Arn", "Value: !Ref LiveAlias");
    expect(withAlias.match(/!Ref LiveAlias/g)).toHaveLength(3);
    expect(await problemsOf(withAlias)).toEqual([]);
  });

  it("takes what ask-cli gives, and ours, which may all be left out but for whose accounts they are", () => {
    const defaults = Object.entries(template.Parameters).map(([name, { Default }]) => [name, Default]);
    expect(Object.fromEntries(defaults)).toEqual({
      ...Object.fromEntries(Object.keys(fromAskCli).map((name) => [name, undefined])),
      LambdaRuntime: "nodejs24.x",
      LambdaHandler: "index.handler",
      Cameras: "dynamodb",
      AccountLinking: "lwa",
      LoginWithAmazonClientId: "",
      OidcIssuer: "",
      OidcAudience: "",
      AlarmEmail: "",
      SnapshotConcurrency: "5",
      LogRetentionDays: "30",
      LogLevel: "INFO",
    });
  });

  it("names no resource itself, so that two stacks of one skill have room beside each other", () => {
    const names = Object.entries(resources).flatMap(([id, { properties }]) =>
      ["FunctionName", "RoleName", "TableName", "BucketName", "QueueName", "TopicName", "Name", "AlarmName"]
        .concat("LogGroupName")
        .filter((name) => name in properties)
        .map((name) => `${id}.${name}`),
    );
    // Of these the name is that of the function which they belong to.
    expect(names).toEqual([
      "SmartHomeTrigger.FunctionName",
      "SkillEventsTrigger.FunctionName",
      "CameraEventsTrigger.FunctionName",
      "PictureEventsTrigger.FunctionName",
      "CameraEventsInvocation.FunctionName",
      "SnapshotUrlAccess.FunctionName",
      "SnapshotInvocation.FunctionName",
    ]);
  });

  it("keeps the table and the pictures when the stack goes, but for a first deploy that fails", () => {
    const kept = Object.entries(template.Resources).filter(([, resource]) => "DeletionPolicy" in resource);
    expect(
      kept.map(([id, { DeletionPolicy, UpdateReplacePolicy }]) => [id, DeletionPolicy, UpdateReplacePolicy]),
    ).toEqual([
      ["Table", "RetainExceptOnCreate", "Retain"],
      ["SnapshotBucket", "RetainExceptOnCreate", "Retain"],
    ]);
  });

  it.each([
    [{}, /type LoginWithAmazonClientId.*ask-resources\.json/],
    [{ AccountLinking: "oidc", OidcAudience: "cameras" }, /type OidcIssuer.*ask-resources\.json/],
    [{ AccountLinking: "oidc", OidcIssuer: "https://login.example" }, /type OidcAudience.*ask-resources\.json/],
    [{ ...lwa, SkillId: "no-skill" }, /SkillId/],
    [{ ...lwa, LogLevel: "WARN" }, /LogLevel/],
  ])("refuses %j before anything is made", (parameters, sentence) => {
    expect(() => resolveStack(parameters)).toThrow(sentence);
  });

  it("has what others read of a stack among its outputs", () => {
    expect(outputs).toEqual({
      SkillEndpoint: arnOf("SkillFunction"),
      TableName: refOf("Table"),
      SnapshotBucketName: refOf("SnapshotBucket"),
      SnapshotUrl: "https://abc.lambda-url.us-east-1.on.aws/",
      CameraEventsFunctionName: refOf("CameraEventsFunction"),
      DeadLetterQueueUrl: refOf("DeadLetters"),
      AlarmTopicArn: arnOf("AlarmTopic"),
    });
  });
});

describe("the stack's functions", () => {
  it("are three handlers of the one zip, in the very version that was uploaded", () => {
    const code = {
      S3Bucket: fromAskCli.CodeBucket,
      S3Key: fromAskCli.CodeKey,
      S3ObjectVersion: fromAskCli.CodeVersion,
    };
    const common = { Code: code, Runtime: "nodejs24.x", Architectures: ["arm64"], MemorySize: 512 };
    expect(allOf("AWS::Lambda::Function")).toEqual({
      SkillFunction: expect.objectContaining({ ...common, Handler: "index.handler", Timeout: 8 }),
      CameraEventsFunction: expect.objectContaining({ ...common, Handler: "camera-events.handler", Timeout: 30 }),
      SnapshotFunction: expect.objectContaining({ ...common, Handler: "snapshot.handler", Timeout: 8 }),
    });
  });

  it.each(functions)("%s logs JSON into a log group of its own that forgets", (id) => {
    const logs = id.replace("Function", "Logs");
    expect(propertiesOf(stack, id).LoggingConfig).toEqual({
      LogGroup: refOf(logs),
      LogFormat: "JSON",
      ApplicationLogLevel: "INFO",
    });
    expect(propertiesOf(stack, logs)).toEqual({ RetentionInDays: "30" });
  });

  it("leave the pictures a share of the account's concurrency, or make no such limit", () => {
    expect(propertiesOf(stack, "SnapshotFunction").ReservedConcurrentExecutions).toBe("5");
    const without = resolveStack({ ...lwa, SnapshotConcurrency: "0" });
    expect(propertiesOf(without, "SnapshotFunction")).not.toHaveProperty("ReservedConcurrentExecutions");
  });

  it("are invoked by these alone: Alexa for this skill, this stack's rules, and anybody by the URL", () => {
    const invoke = "lambda:InvokeFunction";
    const skill = { FunctionName: arnOf("SkillFunction"), Action: invoke, EventSourceToken: fromAskCli.SkillId };
    const events = { FunctionName: arnOf("CameraEventsFunction"), Action: invoke, Principal: "events.amazonaws.com" };
    const snapshot = { FunctionName: arnOf("SnapshotFunction"), Principal: "*" };
    expect(allOf("AWS::Lambda::Permission")).toEqual({
      SmartHomeTrigger: { ...skill, Principal: "alexa-connectedhome.amazon.com" },
      SkillEventsTrigger: { ...skill, Principal: "alexa-appkit.amazon.com" },
      CameraEventsTrigger: { ...events, SourceArn: arnOf("CameraEventsRule") },
      PictureEventsTrigger: { ...events, SourceArn: arnOf("PictureEventsRule") },
      SnapshotUrlAccess: { ...snapshot, Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: "NONE" },
      SnapshotInvocation: { ...snapshot, Action: invoke, InvokedViaFunctionUrl: true },
    });
    expect(allOf("AWS::Lambda::Url")).toEqual({
      SnapshotUrl: { TargetFunctionArn: arnOf("SnapshotFunction"), AuthType: "NONE" },
    });
  });

  it("hear of cameras and of their pictures, and give up an event into the queue", () => {
    const target = [{ Id: "camera-events", Arn: arnOf("CameraEventsFunction") }];
    expect(allOf("AWS::Events::Rule")).toEqual({
      CameraEventsRule: expect.objectContaining({ EventPattern: { source: [{ prefix: "camera." }] }, Targets: target }),
      PictureEventsRule: expect.objectContaining({
        EventPattern: {
          source: ["aws.s3"],
          "detail-type": ["Object Created", "Object Deleted"],
          detail: { bucket: { name: [refOf("SnapshotBucket")] } },
        },
        Targets: target,
      }),
    });
    expect(allOf("AWS::Lambda::EventInvokeConfig")).toEqual({
      CameraEventsInvocation: {
        FunctionName: refOf("CameraEventsFunction"),
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: arnOf("DeadLetters") } },
      },
    });
    expect(propertiesOf(stack, "DeadLetters")).toEqual({
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
      SqsManagedSseEnabled: true,
    });
  });
});

describe("what the stack keeps", () => {
  it("is a table with the keys that the code uses, backed up, paid by use", () => {
    expect(propertiesOf(stack, "Table")).toEqual({
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it("is a private bucket, whose pictures live a week and whose changes EventBridge hears", () => {
    expect(propertiesOf(stack, "SnapshotBucket")).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 7 }] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });
});
