import { describe, expect, it } from "@jest/globals";
import { zipSync } from "fflate";
import type { StandingResource } from "../../../../rehearsal/deploy-targets/cloudformation/stack.ts";
import { code, failureOf, made } from "./support/make.ts";
import { functionTemplate, templateWith } from "./support/templates.ts";

const resourceOf = (resources: Readonly<Record<string, StandingResource>>, id: string): StandingResource => {
  const resource = resources[id];
  if (resource === undefined) throw new Error(`there is no ${id}`);
  return resource;
};
const withFunction = (more: string) => functionTemplate({ more });
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:tried-Function-";

describe("a function", () => {
  it("is refused where Lambda refuses to create it", () => {
    const failure = (properties: string, parameters = {}) =>
      failureOf(functionTemplate({ properties }), { ...code, ...parameters });
    expect(failure("", { LambdaRuntime: "nodejs20.x" })).toContain("nodejs20.x is not supported");
    expect(failure("Timeout: 901")).toBe(
      "Properties validation failed for resource Function with message:\n#/Timeout: 1 to 900 is allowed",
    );
    expect(failure("Environment: { Variables: { AWS_REGION: x } }")).toContain("AWS_REGION");
    expect(failure("Environment: { Variables: { 1A: x } }")).toContain("1A");
    expect(failure(`Environment: { Variables: { LONG: ${"x".repeat(4096)} } }`)).toContain("4096");
    expect(failure("", { Reserved: "-1" })).toContain("#/ReservedConcurrentExecutions");
  });

  it("needs a role of the account that Lambda may take", () => {
    const wrong = (role: string) => failureOf(functionTemplate().replace("!GetAtt Role.Arn", role), code);
    expect(wrong("some-role")).toContain("some-role is no ARN of a role");
    expect(wrong("arn:aws:iam::123456789012:role/other")).toContain("cannot be assumed by Lambda");
    const trusting = (from: string, to: string) => failureOf(functionTemplate().replace(from, to), code);
    expect(trusting("lambda.amazonaws.com", "ec2.amazonaws.com")).toContain("cannot be assumed by Lambda");
    expect(trusting("Service:", "AWS:")).toContain("cannot be assumed by Lambda");
  });

  it("needs code: that version of the object, in its region, a zip with the handler's file", () => {
    const failure = (body: Buffer | undefined) =>
      failureOf(functionTemplate(), code, {
        readArtifact: ({ region }) => (region === "eu-west-1" ? body : undefined),
      });
    expect(failure(undefined)).toContain("s3://artifacts/build.zip has no version 1 in eu-west-1");
    expect(failure(Buffer.from("no zip"))).toContain("Could not unzip uploaded file");
    expect(failure(Buffer.from(zipSync({ "index.ts": Buffer.from("") })))).toContain("for the handler index.handler");
    const unversioned = functionTemplate().replace(", S3ObjectVersion: !Ref CodeVersion", "");
    expect(failureOf(unversioned, code)).toContain("S3ObjectVersion");
  });

  it("may reserve what the account has left over: a new account has nothing", () => {
    const parameters = { ...code, Reserved: "5" };
    expect(made(functionTemplate(), parameters).Function?.properties.ReservedConcurrentExecutions).toBe(5);
    const failure = failureOf(functionTemplate(), parameters, { concurrentExecutions: 10 });
    expect(failure).toContain("below its minimum value of [10]");
    expect(failureOf(functionTemplate(), { ...code, Reserved: "901" })).toContain("below its minimum value of [100]");
  });

  it("has a URL, which stays while the function is updated", () => {
    const text = withFunction(
      "Url:\n    Type: AWS::Lambda::Url\n    Properties: { TargetFunctionArn: !Ref Function, AuthType: NONE }",
    );
    const before = made(text, code);
    expect(before.Url?.attributes.FunctionUrl).toMatch(/^https:\/\/[a-z0-9]{32}\.lambda-url\.eu-west-1\.on\.aws\/$/);
    const after = made(text, { ...code, CodeVersion: "2" }, { previous: before });
    expect(after.Url).toEqual(before.Url);
    expect(after.Function?.physicalId).toBe(before.Function?.physicalId);
    expect(after.Function?.properties.Code).toMatchObject({ S3ObjectVersion: "2" });
  });

  it("has versions that count up, and aliases of those alone", () => {
    const text = (description: string, version: string) =>
      withFunction(`Version:
    Type: AWS::Lambda::Version
    Properties: { FunctionName: !Ref Function, Description: ${description} }
  Live:
    Type: AWS::Lambda::Alias
    Properties: { FunctionName: !Ref Function, Name: live, FunctionVersion: ${version} }`);
    const before = made(text("first", "!GetAtt Version.Version"), code);
    expect(before.Live?.physicalId).toMatch(new RegExp(`^${arn}\\w{12}:live$`));
    expect(before.Version?.physicalId).toBe(`${before.Function?.attributes.Arn}:1`);
    const after = made(text("second", "!GetAtt Version.Version"), code, { previous: before });
    expect([after.Version?.attributes.Version, after.Live?.properties.FunctionVersion]).toEqual(["2", "2"]);
    expect(failureOf(text("first", "'7'"), code)).toContain("Function not found");
  });

  it("cannot be meant by a permission that does not wait for it", () => {
    const permission = (name: string) =>
      withFunction(`Trigger:
    Type: AWS::Lambda::Permission
    Properties: { FunctionName: ${name}, Action: lambda:InvokeFunction, Principal: events.amazonaws.com }`);
    expect(made(permission("!Ref Function"), code).Trigger?.attributes.Id).toMatch(/^tried-Trigger-/);
    expect(failureOf(permission("tried-Function"), code)).toContain(
      "Function not found: arn:aws:lambda:eu-west-1:123456789012:function:tried-Function",
    );
  });

  it("can be meant by one of its aliases, which must stand by then", () => {
    const permission = (name: string) =>
      withFunction(`Live:
    Type: AWS::Lambda::Alias
    Properties: { FunctionName: !Ref Function, Name: live, FunctionVersion: $LATEST }
  Trigger:
    Type: AWS::Lambda::Permission
    Properties: { FunctionName: ${name}, Action: lambda:InvokeFunction, Principal: events.amazonaws.com }`);
    expect(made(permission("!Ref Live"), code).Trigger?.physicalId).toMatch(/^tried-Trigger-/);
    const notWaiting = permission(`!Sub "\${Function}:live"`);
    expect(failureOf(notWaiting, code)).toMatch(/Function not found: \S+:live/);
    const waiting = notWaiting.replace("Type: AWS::Lambda::Permission", "$&\n    DependsOn: Live");
    expect(made(waiting, code).Trigger?.physicalId).toMatch(/^tried-Trigger-/);
    expect(failureOf(waiting.replace("}:live", "}:alive"), code)).toMatch(/Function not found: \S+:alive/);
  });

  it("may send failed events to a queue only with a role that may, by then", () => {
    const text = (policy: string) =>
      withFunction(`Dead: { Type: AWS::SQS::Queue }
  Config:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Function
      Qualifier: $LATEST
      DestinationConfig: { OnFailure: { Destination: !GetAtt Dead.Arn } }
${policy}`);
    const statement = "{ Effect: Allow, Action: 'sqs:Send*', Resource: !GetAtt Dead.Arn }";
    const policy = `  Sending:
    Type: AWS::IAM::Policy
    Properties: { PolicyName: p, Roles: [!Ref Role], PolicyDocument: { Statement: [${statement}] } }`;
    expect(failureOf(text(""), code)).toContain("does not have permissions to call SendMessage");
    expect(failureOf(text(policy), code)).toContain("does not have permissions to call SendMessage");
    const waiting = text(policy).replace("Type: AWS::Lambda::EventInvokeConfig", "$&\n    DependsOn: Sending");
    expect(made(waiting, code).Config?.physicalId).toMatch(/^tried-Function-\w{12}\|\$LATEST$/);
    const denying = waiting.replace(statement, `${statement}, { Effect: Deny, Action: 'SQS:*', Resource: '*' }`);
    expect(failureOf(denying, code)).toContain("does not have permissions to call SendMessage");
  });
});

describe("a secret that is generated", () => {
  const text = (length: number) =>
    templateWith(`Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      Description: anything
      GenerateSecretString:
        SecretStringTemplate: '{"for":"pictures"}'
        GenerateStringKey: signingKey
        PasswordLength: ${length}
        ExcludePunctuation: true`);
  const secretOf = (resources: Readonly<Record<string, StandingResource>>) =>
    JSON.parse(String(resources.Secret?.properties.SecretString)) as Record<string, string>;

  it("is random, of the length and the characters that are asked for", () => {
    const value = secretOf(made(text(64)));
    expect(value).toEqual({ for: "pictures", signingKey: expect.stringMatching(/^[A-Za-z0-9]{64}$/) });
    expect(secretOf(made(text(64)))).not.toEqual(value);
  });

  it("stays over updates, until it is asked for otherwise", () => {
    const before = made(text(64));
    const described = made(text(64).replace("anything", "something"), {}, { previous: before });
    expect(secretOf(described)).toEqual(secretOf(before));
    expect(described.Secret?.physicalId).toBe(before.Secret?.physicalId);
    const longer = made(text(65), {}, { previous: before });
    expect(secretOf(longer).signingKey).toHaveLength(65);
    expect(longer.Secret?.physicalId).toBe(before.Secret?.physicalId);
  });

  it("has each type of character once at least", () => {
    const every = templateWith(
      "Secret: { Type: AWS::SecretsManager::Secret, Properties: { GenerateSecretString: { PasswordLength: 4 } } }",
    );
    const value = String(made(every).Secret?.properties.SecretString);
    for (const type of [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]) expect(value).toMatch(type);
  });
});

describe("the other resources", () => {
  const resources = made(
    templateWith(`Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }, { AttributeName: n, AttributeType: N }]
      KeySchema: [{ AttributeName: pk, KeyType: HASH }, { AttributeName: n, KeyType: RANGE }]
  Bucket: { Type: AWS::S3::Bucket }
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument: { Statement: { Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*" } }
  Secret: { Type: AWS::SecretsManager::Secret, Properties: { SecretString: hush } }
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: { Effect: Allow, Action: "s3:*", Resource: "*" } } }
  Topic: { Type: AWS::SNS::Topic }
  Mail: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref Topic, Protocol: email, Endpoint: a@example.com } }
  Rule: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [{ prefix: camera. }] } } }
  Logs: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: "30" } }
  Filter:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: !Ref Logs
      FilterPattern: ""
      MetricTransformations: [{ MetricName: a, MetricNamespace: b, MetricValue: 1 }]
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      { MetricName: a, Namespace: b, Statistic: Sum, EvaluationPeriods: 1, ComparisonOperator: GreaterThanThreshold }`),
  );
  const suffix = "[A-Z0-9]{12}";

  it.each([
    ["Role", `^tried-Role-${suffix}$`, "Arn", `^arn:aws:iam::123456789012:role/tried-Role-${suffix}$`],
    ["Policy", `^arn:aws:iam::123456789012:policy/tried-Policy-${suffix}$`, "PolicyArn", "^arn:aws:iam::"],
    ["Table", `^tried-Table-${suffix}$`, "Arn", "^arn:aws:dynamodb:eu-west-1:123456789012:table/tried-Table-"],
    [
      "Bucket",
      "^tried-bucket-[a-z0-9]{12}$",
      "RegionalDomainName",
      "^tried-bucket-.*\\.s3\\.eu-west-1\\.amazonaws\\.com$",
    ],
    [
      "Secret",
      `^arn:aws:secretsmanager:eu-west-1:123456789012:secret:Secret-${suffix}-\\w{6}$`,
      "Id",
      "^arn:aws:secret",
    ],
    ["Topic", `^arn:aws:sns:eu-west-1:123456789012:tried-Topic-${suffix}$`, "TopicName", "^tried-Topic-"],
    ["Mail", `^arn:aws:sns:eu-west-1:123456789012:tried-Topic-${suffix}:[0-9a-f-]{36}$`, "Arn", "^arn:aws:sns"],
    ["Rule", `^tried-Rule-${suffix}$`, "Arn", "^arn:aws:events:eu-west-1:123456789012:rule/tried-Rule-"],
    ["Logs", `^tried-Logs-${suffix}$`, "Arn", "^arn:aws:logs:eu-west-1:123456789012:log-group:tried-Logs-\\w+:\\*$"],
    ["Alarm", `^tried-Alarm-${suffix}$`, "Arn", "^arn:aws:cloudwatch:eu-west-1:123456789012:alarm:tried-Alarm-"],
  ])("%s is called as AWS calls it", (id, physicalId, attribute, value) => {
    const resource = resourceOf(resources, id);
    expect(resource.physicalId).toMatch(new RegExp(physicalId));
    expect(resource.attributes[attribute]).toMatch(new RegExp(value));
  });

  it("take a number that stands as text", () => {
    expect(resources.Logs?.properties.RetentionInDays).toBe(30);
  });

  it.each([
    [
      "a log group that keeps 31 days",
      "Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 31 }",
      "must be one of",
    ],
    [
      "a mail to no address",
      "Type: AWS::SNS::Topic, Properties: { Subscription: [{ Protocol: email, Endpoint: me }] }",
      "Email address",
    ],
    ["a rule for nothing", "Type: AWS::Events::Rule", "EventPattern or ScheduleExpression must be specified"],
    ["a bucket with capitals", "Type: AWS::S3::Bucket, Properties: { BucketName: Upper }", "bucket is not valid"],
    [
      "an alarm that watches nothing",
      "Type: AWS::CloudWatch::Alarm, Properties: { EvaluationPeriods: 1, ComparisonOperator: GreaterThanThreshold }",
      "either one metric",
    ],
    [
      "a policy of nobody's role",
      "Type: AWS::IAM::Policy, Properties: { PolicyName: p, Roles: [nobody], PolicyDocument: { Statement: [] } }",
      "The role with name nobody cannot be found",
    ],
    [
      "a policy about no resource",
      "Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: a }] } }",
      "Policy statement must contain resources",
    ],
    [
      "a table whose key has no type",
      "Type: AWS::DynamoDB::Table, Properties: { KeySchema: [{ AttributeName: pk, KeyType: HASH }], AttributeDefinitions: [] }",
      "some attributes do not match",
    ],
  ])("fail as %s", (_what, resource, message) => {
    expect(failureOf(templateWith(`Wrong: { ${resource} }`))).toContain(message);
  });

  it("are replaced, under another name, where a property cannot be updated", () => {
    const queue = (properties: string) => `Resources: { Queue: { Type: AWS::SQS::Queue, Properties: ${properties} } }`;
    const before = made(queue("{ VisibilityTimeout: 1 }"));
    const updated = made(queue("{ VisibilityTimeout: 2 }"), {}, { previous: before });
    const replaced = made(queue("{ FifoQueue: true }"), {}, { previous: before });
    expect(updated.Queue?.physicalId).toBe(before.Queue?.physicalId);
    expect(replaced.Queue?.physicalId).toMatch(/\.fifo$/);
    expect(replaced.Queue?.physicalId).not.toContain(resourceOf(before, "Queue").suffix);
  });

  it("have names that fit, however long the stack's is", () => {
    const { Role } = made(
      templateWith(""),
      {},
      { stackName: "ask-my-long-camera-skill-default-skillStack-1700000000000" },
    );
    expect(Role?.physicalId).toMatch(/^ask-my-long-.*-Role-\w{12}$/);
    expect(Role?.physicalId.length).toBeLessThanOrEqual(64);
  });
});
