import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { wrongAction } from "../../infrastructure/checks/wrong-action.ts";
import type { AskedAction } from "../../rehearsal/deploy-targets/account/iam-policies.ts";
import { decide, listed, type Statement } from "./support/iam.ts";
import { ACCOUNT, arnOf, resolveStack } from "./support/skill-stack.ts";

const page = readFileSync(new URL("../../docs/deploying-permissions.md", import.meta.url), "utf8");
/** The page's policies: for whoever deploys, registers cameras, examines an installation, and for a camera. */
const [statements = [], registering = [], examining = [], camera = []] = [...page.matchAll(/```json\n(.*?)```/gs)].map(
  ([, json = ""]) => (JSON.parse(json) as { readonly Statement: readonly Statement[] }).Statement,
);
const pairsOf = (policy: readonly Statement[]) =>
  policy.flatMap(({ Action, Resource }) =>
    listed(Action).flatMap((action) => listed(Resource).map((resource) => [action, resource] as const)),
  );

/** What IAM calls the services of the AWS clients. */
const prefixes: Readonly<Record<string, string>> = {
  "client-cloudformation": "cloudformation",
  "client-eventbridge": "events",
  "client-iam": "iam",
  "client-kinesis-video": "kinesisvideo",
  "client-kinesis-video-signaling": "kinesisvideo",
  "client-lambda": "lambda",
  "client-secrets-manager": "secretsmanager",
  "client-sts": "sts",
};

/** The calls of AWS's clients that the code of a folder makes, as IAM names them. */
function callsIn(folder: string): readonly string[] {
  const root = new URL(`../../${folder}/`, import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const calls = files.flatMap((file) => {
    const code = readFileSync(new URL(file, root), "utf8");
    return [...code.matchAll(/import \{([^}]+)\} from "@aws-sdk\/([a-z-]+)"/g)].flatMap(([, names = "", client = ""]) =>
      [...names.matchAll(/\b(\w+)Command\b/g)].map(([, call]) => `${prefixes[client] ?? client}:${call}`),
    );
  });
  return [...new Set(calls)].toSorted();
}

const stackName = "ask-camera-default-skillStack-1";
const stack = `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/${stackName}/11111111-2222`;
const codeBucket = "arn:aws:s3:::ask-camera-default-useast1-1";
const zip = `${codeBucket}/endpoint/build.zip`;

/** What ask-cli itself calls. Source: ask-cli 2.30.7, its clients of S3 and CloudFormation. */
const askCli: readonly AskedAction[] = [
  ...["s3:ListBucket", "s3:CreateBucket", "s3:GetBucketVersioning", "s3:PutBucketVersioning"].map((action) => ({
    action,
    resource: codeBucket,
  })),
  { action: "s3:PutObject", resource: zip },
  ...["CreateStack", "UpdateStack", "DescribeStacks", "DescribeStackEvents"].map((action) => ({
    action: `cloudformation:${action}`,
    resource: stack,
  })),
];

/** What CloudFormation calls, as whoever deploys, to make a resource of each type. */
const makers: Readonly<Record<string, (logicalId: string) => readonly AskedAction[]>> = {
  "AWS::Lambda::Function": (id) => [
    { action: "lambda:CreateFunction", resource: arnOf(id) },
    { action: "lambda:PutFunctionConcurrency", resource: arnOf(id) },
    { action: "s3:GetObjectVersion", resource: zip },
  ],
  "AWS::Lambda::Permission": () => [{ action: "lambda:AddPermission", resource: arnOf("SkillFunction") }],
  "AWS::Lambda::Url": () => [{ action: "lambda:CreateFunctionUrlConfig", resource: arnOf("SnapshotFunction") }],
  "AWS::Lambda::EventInvokeConfig": () => [
    { action: "lambda:PutFunctionEventInvokeConfig", resource: arnOf("CameraEventsFunction") },
  ],
  "AWS::IAM::Role": (id) => [
    { action: "iam:CreateRole", resource: arnOf(id) },
    { action: "iam:PutRolePolicy", resource: arnOf(id) },
    { action: "iam:PassRole", resource: arnOf(id), context: { "iam:PassedToService": "lambda.amazonaws.com" } },
  ],
  "AWS::DynamoDB::Table": (id) => [
    { action: "dynamodb:CreateTable", resource: arnOf(id) },
    { action: "dynamodb:UpdateTimeToLive", resource: arnOf(id) },
    { action: "dynamodb:UpdateContinuousBackups", resource: arnOf(id) },
  ],
  "AWS::S3::Bucket": (id) =>
    [
      "CreateBucket",
      "PutEncryptionConfiguration",
      "PutLifecycleConfiguration",
      "PutBucketNotification",
      "PutBucketOwnershipControls",
      "PutBucketPublicAccessBlock",
    ].map((action) => ({ action: `s3:${action}`, resource: arnOf(id) })),
  "AWS::S3::BucketPolicy": () => [{ action: "s3:PutBucketPolicy", resource: arnOf("SnapshotBucket") }],
  // CloudFormation names a secret by its logical id alone.
  "AWS::SecretsManager::Secret": (id) => [
    {
      action: "secretsmanager:CreateSecret",
      resource: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${id}-1A2B3C4D5E6F-a1B2c3`,
    },
  ],
  "AWS::Logs::LogGroup": (id) =>
    ["logs:CreateLogGroup", "logs:PutRetentionPolicy"].map((action) => ({
      action,
      resource: arnOf(id).replace(/:\*$/, ""),
    })),
  "AWS::Events::Rule": (id) =>
    ["events:PutRule", "events:PutTargets"].map((action) => ({ action, resource: arnOf(id) })),
  "AWS::SQS::Queue": (id) => [{ action: "sqs:CreateQueue", resource: arnOf(id) }],
  "AWS::SNS::Topic": (id) => [{ action: "sns:CreateTopic", resource: arnOf(id) }],
  "AWS::SNS::Subscription": () => [{ action: "sns:Subscribe", resource: arnOf("AlarmTopic") }],
  "AWS::CloudWatch::Alarm": (id) => [
    {
      action: "cloudwatch:PutMetricAlarm",
      resource: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${stackName}-${id}-1A2B3C`,
    },
  ],
};

const { resources } = resolveStack({
  LoginWithAmazonClientId: "amzn1.application-oa2-client.ours",
  AlarmEmail: "owner@example.com",
});
const cloudFormation = Object.entries(resources).flatMap(([id, { type }]) => {
  const make = makers[type];
  if (make === undefined) throw new Error(`nothing says what makes an ${type}`);
  return make(id);
});

describe("the policy for whoever deploys", () => {
  it("names actions that exist, on resources that these actions take", async () => {
    const pairs = pairsOf(statements);
    const wrong = await Promise.all(pairs.map(([action, resource]) => wrongAction(action, resource)));
    expect(wrong.filter(Boolean)).toEqual([]);
    const everywhere = pairs.filter(([action, resource]) => resource === "*" || action.includes("*"));
    expect(everywhere).toEqual([
      ["secretsmanager:GetRandomPassword", "*"],
      ["logs:DescribeLogGroups", "*"],
    ]);
  });

  it("fits into a managed policy, as the page says; white space does not count", () => {
    const { length } = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    expect(length).toBeLessThanOrEqual(6_144);
    expect(page).toContain(`${(Math.ceil(length / 100) * 100).toLocaleString("en-US")}\ncharacters`);
  });

  it("lets ask-cli and CloudFormation do what a deploy takes", async () => {
    for (const request of [...askCli, ...cloudFormation]) {
      expect([request, decide(statements, request)]).toEqual([request, "Allowed"]);
    }
  });

  it("lets nobody touch what is not a skill's", async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role`;
    const foreign: readonly AskedAction[] = [
      { action: "cloudformation:UpdateStack", resource: stack.replace("ask-", "shop-") },
      { action: "s3:PutObject", resource: "arn:aws:s3:::shop/endpoint/build.zip" },
      { action: "s3:GetObject", resource: `${arnOf("SnapshotBucket")}/front-door.jpg` },
      { action: "lambda:UpdateFunctionCode", resource: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:shop` },
      { action: "iam:PutRolePolicy", resource: `${role}/shop` },
      { action: "iam:PassRole", resource: `${role}/ask-1`, context: { "iam:PassedToService": "ec2.amazonaws.com" } },
      { action: "dynamodb:GetItem", resource: arnOf("Table") },
      {
        action: "secretsmanager:GetSecretValue",
        resource: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:shop-a1`,
      },
    ];
    for (const request of foreign) {
      expect([request, decide(statements, request)]).toEqual([request, "ImplicitlyDenied"]);
    }
  });
});

describe("the policy for whoever registers cameras", () => {
  it("names actions that exist, on resources that these actions take", async () => {
    const wrong = await Promise.all(pairsOf(registering).map(([action, resource]) => wrongAction(action, resource)));
    expect(wrong.filter(Boolean)).toEqual([]);
  });

  it("lets the commands read and write the stack's table, and find it", () => {
    const onTable = ["GetItem", "PutItem", "DeleteItem", "Query", "Scan"].map((name) => ({
      action: `dynamodb:${name}`,
      resource: arnOf("Table"),
    }));
    for (const request of [...onTable, { action: "cloudformation:DescribeStacks", resource: stack }]) {
      expect([request, decide(registering, request)]).toEqual([request, "Allowed"]);
    }
    const deletion = { action: "dynamodb:DeleteTable", resource: arnOf("Table") };
    expect(decide(registering, deletion)).toBe("ImplicitlyDenied");
  });
});

describe("the policy for whoever examines an installation", () => {
  it("names actions that exist, on resources that these actions take", async () => {
    const wrong = await Promise.all(pairsOf(examining).map(([action, resource]) => wrongAction(action, resource)));
    expect(wrong.filter(Boolean)).toEqual([]);
  });

  it("lets the doctor make each call that is in its code, together with the one for registering", () => {
    const calls = callsIn("cli/doctor");
    expect(calls.length).toBeGreaterThan(10);
    const allowed = new Set([...registering, ...examining].flatMap(({ Action }) => listed(Action)));
    // Nobody needs a permission to ask who they are.
    expect(calls.filter((action) => !allowed.has(action))).toEqual(["sts:GetCallerIdentity"]);
  });

  it("lets it change nothing", () => {
    const changing = /:(Put|Create|Delete|Update|Add|Remove|Tag|Untag|Set)/;
    expect(pairsOf(examining).filter(([action]) => changing.test(action))).toEqual([]);
  });

  it("covers the stack's own resources and no others", () => {
    const asked: readonly AskedAction[] = [
      { action: "lambda:GetPolicy", resource: arnOf("SkillFunction") },
      { action: "iam:SimulatePrincipalPolicy", resource: arnOf("SkillRole") },
      { action: "events:DescribeRule", resource: arnOf("CameraEventsRule") },
      { action: "cloudformation:GetTemplate", resource: stack },
      {
        action: "secretsmanager:GetSecretValue",
        resource: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:EventsSecret-1A2B3C4D5E6F-a1B2c3`,
      },
    ];
    for (const request of asked) expect([request, decide(examining, request)]).toEqual([request, "Allowed"]);
    const others = arnOf("SkillFunction").replace("ask-", "shop-");
    expect(decide(examining, { action: "lambda:InvokeFunction", resource: others })).toBe("ImplicitlyDenied");
  });
});

describe("the policy for a camera", () => {
  const channel = (name: string) => `arn:aws:kinesisvideo:us-east-1:${ACCOUNT}:channel/${name}/1700000000000`;
  const master = ["DescribeSignalingChannel", "GetSignalingChannelEndpoint", "GetIceServerConfig", "ConnectAsMaster"];

  it("names actions that exist, on resources that these actions take", async () => {
    const wrong = await Promise.all(pairsOf(camera).map(([action, resource]) => wrongAction(action, resource)));
    expect(wrong.filter(Boolean)).toEqual([]);
  });

  it("lets it be its channel's master, of no other and nothing else", () => {
    const decided = (name: string, resource: string) => decide(camera, { action: `kinesisvideo:${name}`, resource });
    for (const name of master) {
      expect([name, decided(name, channel("front-door"))]).toEqual([name, "Allowed"]);
      expect([name, decided(name, channel("garden"))]).toEqual([name, "ImplicitlyDenied"]);
    }
    for (const name of ["ConnectAsViewer", "SendAlexaOfferToMaster", "DeleteSignalingChannel"]) {
      expect([name, decided(name, channel("front-door"))]).toEqual([name, "ImplicitlyDenied"]);
    }
  });
});
