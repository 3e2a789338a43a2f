import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { zipSync } from "fflate";
import { createIdentities } from "../../../../rehearsal/deploy-targets/account/identities.ts";
import {
  createRunningFunctions,
  type RunningFunctions,
} from "../../../../rehearsal/deploy-targets/account/running-functions.ts";
import { resource, stackOf } from "./support/small-stack.ts";

const root = join(import.meta.dirname, "../../../..");
const runtime = {
  runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
  node: process.execPath,
  nodeOptions: [],
  runtime: "nodejs24.x",
};
const arns = {
  role: "arn:aws:iam::123456789012:role/worker-role",
  function: "arn:aws:lambda:us-east-1:123456789012:function:worker",
  rule: "arn:aws:events:us-east-1:123456789012:rule/cameras",
  queue: "arn:aws:sqs:us-east-1:123456789012:letters",
};
const url = "https://abc.lambda-url.us-east-1.on.aws/";

/** A function that a rule invokes, with all that it needs. */
const whole = {
  Role: resource(
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              { Effect: "Allow", Action: "sqs:SendMessage", Resource: arns.queue },
              {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: "arn:aws:logs:us-east-1:123456789012:log-group:worker-logs:*",
              },
            ],
          },
        },
      ],
    },
    { physicalId: "worker-role", attributes: { Arn: arns.role } },
  ),
  Function: resource(
    "AWS::Lambda::Function",
    {
      Code: { S3Bucket: "artifacts", S3Key: "build.zip", S3ObjectVersion: "1" },
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Role: arns.role,
      MemorySize: "256",
      Environment: { Variables: { SNAPSHOT_URL: url, TABLE_NAME: "cameras" } },
      LoggingConfig: { LogGroup: "worker-logs" },
    },
    { physicalId: "worker", attributes: { Arn: arns.function } },
  ),
  Rule: resource(
    "AWS::Events::Rule",
    { EventPattern: { source: [{ prefix: "camera." }] }, Targets: [{ Id: "worker", Arn: arns.function }] },
    { attributes: { Arn: arns.rule } },
  ),
  Permission: resource("AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: arns.function,
    Principal: "events.amazonaws.com",
    SourceArn: arns.rule,
  }),
  Queue: resource("AWS::SQS::Queue", {}, { attributes: { Arn: arns.queue } }),
  Config: resource("AWS::Lambda::EventInvokeConfig", {
    FunctionName: "worker",
    Qualifier: "$LATEST",
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: arns.queue } },
  }),
};

describe("the functions of a stack", () => {
  let folder: string;
  let zip: Buffer;
  let functions: RunningFunctions;
  let logged: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "running-functions-"));
    zip = Buffer.from(zipSync({ "index.mjs": await readFile(join(root, "test/fixtures/functions/index.mjs")) }));
  });
  afterEach(() => functions.stop());
  afterAll(() => rm(folder, { recursive: true }));

  async function run(resources: Parameters<typeof stackOf>[0]): Promise<void> {
    logged = [];
    const stack = stackOf(resources);
    const identities = createIdentities({ region: stack.region, accountId: stack.accountId });
    identities.take(stack);
    functions = createRunningFunctions({
      identities,
      runtime,
      folder,
      addresses: { AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000" },
      localUrls: new Map([[url, "http://127.0.0.1:9000/"]]),
      onLog: (line) => logged.push(line),
    });
    await functions.replace(stack, ({ versionId }) => (versionId === "1" ? zip : undefined));
  }

  it("have the stack's variables, the role's keys, and where AWS is on this machine", async () => {
    await run(whole);
    const variable = (name: string) => functions.invoke("worker", { variable: name });
    expect(await variable("TABLE_NAME")).toBe("cameras");
    expect(await variable("SNAPSHOT_URL")).toBe("http://127.0.0.1:9000/");
    expect(await variable("AWS_ENDPOINT_URL_DYNAMODB")).toBe("http://127.0.0.1:8000");
    expect(await variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")).toBe("256");
    expect(await variable("AWS_LAMBDA_LOG_GROUP_NAME")).toBe("worker-logs");
    expect(await variable("AWS_ACCESS_KEY_ID")).toMatch(/^ASIA/);
    expect(await variable("AWS_SESSION_TOKEN")).not.toBeNull();
  });

  it("take the events of a rule, and those they fail at end in the queue", async () => {
    await run(whole);
    functions.deliver({ source: "camera.front-door", say: "taken" });
    functions.deliver({ source: "aws.s3", say: "not for it" });
    functions.deliver({ source: "camera.front-door", throw: "no such luck" });
    await functions.settled();
    expect(logged.filter((line) => /taken|not for it/.test(line))).toEqual(["taken"]);
    expect(functions.deadLetters()).toMatchObject([{ event: { throw: "no such luck" }, errorType: "RangeError" }]);
  });

  it("take nothing of a rule that has no permission", async () => {
    const { Permission: _, ...without } = whole;
    await run(without);
    functions.deliver({ source: "camera.front-door", say: "taken" });
    await functions.settled();
    expect(logged).toEqual([expect.stringContaining(`nothing lets events.amazonaws.com for ${arns.rule}`)]);
  });

  it("write no logs and send no dead letters that their role does not allow", async () => {
    const Role = { ...whole.Role, properties: { ...whole.Role.properties, Policies: [] } };
    await run({ ...whole, Role });
    functions.deliver({ source: "camera.front-door", say: "something" });
    functions.deliver({ source: "camera.front-door", throw: "no such luck" });
    await functions.settled();
    expect(logged).toEqual([]);
    expect(functions.deadLetters()).toEqual([]);
  });

  it("write no logs where their role may make no log stream", async () => {
    const { Policies } = whole.Role.properties as { Policies: unknown };
    const without = JSON.parse(JSON.stringify(Policies).replace('"logs:CreateLogStream",', ""));
    await run({ ...whole, Role: { ...whole.Role, properties: { ...whole.Role.properties, Policies: without } } });
    await functions.invoke("worker", { say: "something" });
    expect(logged).toEqual([]);
  });

  it("answer, once they are replaced, what they were invoked with before", async () => {
    await run(whole);
    const before = functions.invoke("worker", { variable: "TABLE_NAME" });
    const variables = { Environment: { Variables: { TABLE_NAME: "others" } } };
    const changed = { ...whole.Function, properties: { ...whole.Function.properties, ...variables } };
    await functions.replace(stackOf({ ...whole, Function: changed }), () => zip);
    expect(await before).toBe("cameras");
    expect(await functions.invoke("worker", { variable: "TABLE_NAME" })).toBe("others");
  });

  it("end with everything, also those that have been replaced and are still at work", async () => {
    const ofTime = (Timeout: number) => ({ ...whole.Function, properties: { ...whole.Function.properties, Timeout } });
    await run({ ...whole, Function: ofTime(60) });
    const before = functions.invoke("worker", { hang: true }).catch((error: Error) => error.message);
    const replacing = functions.replace(stackOf({ ...whole, Function: ofTime(59) }), () => zip);
    await functions.invoke("worker", {});
    await functions.stop();
    expect(await before).toContain("The runtime exited.");
    await replacing;
  });

  it("remember what they know when nothing of theirs has changed, though the rules and permissions have", async () => {
    await run(whole);
    const processId = () => functions.invoke("worker", { pid: true });
    const before = await processId();
    const { Permission: _, ...without } = whole;
    await functions.replace(stackOf(without), () => undefined);
    expect(await processId()).toBe(before);
    functions.deliver({ source: "camera.front-door", say: "taken" });
    await functions.settled();
    expect(logged.join()).toContain("nothing lets events.amazonaws.com");
    const slower = { ...whole.Function, properties: { ...whole.Function.properties, Timeout: 9 } };
    await functions.replace(stackOf({ ...without, Function: slower }), () => zip);
    expect(await processId()).not.toBe(before);
  });

  it("fail without a try, and send events to the queue at once, where no executions are reserved for them", async () => {
    const none = { ...whole.Function.properties, ReservedConcurrentExecutions: 0 };
    await run({ ...whole, Function: { ...whole.Function, properties: none } });
    await expect(functions.invoke("worker", {})).rejects.toThrow("Rate Exceeded.");
    functions.deliver({ source: "camera.front-door", say: "taken" });
    await functions.settled();
    expect(logged).toEqual([]);
    expect(functions.deadLetters()).toMatchObject([{ errorType: "TooManyRequestsException" }]);
  });

  it("cannot be imported where they are of another language", async () => {
    await run({
      ...whole,
      Function: { ...whole.Function, properties: { ...whole.Function.properties, Runtime: "python3.13" } },
    });
    await expect(functions.invoke("worker", {})).rejects.toMatchObject({ errorType: "Runtime.ImportModuleError" });
  });

  it("do not begin where the stack is not as it must be, and those before go on", async () => {
    await run(whole);
    const changed = (properties: object) =>
      stackOf({
        ...whole,
        Function: { ...whole.Function, properties: { ...whole.Function.properties, ...properties } },
      });
    const replace = (properties: object) => functions.replace(changed(properties), () => zip);
    const missing = { Code: { S3Bucket: "artifacts", S3Key: "build.zip", S3ObjectVersion: "2" } };
    await expect(functions.replace(changed(missing), () => undefined)).rejects.toThrow(
      "no version 2 of s3://artifacts/build.zip",
    );
    await expect(replace({ Runtime: "nodejs22.x" })).rejects.toThrow("is of runtime nodejs22.x");
    await expect(replace({ Role: "arn:aws:iam::123456789012:role/other" })).rejects.toThrow("there is no role");
    await expect(replace({ Code: { S3Bucket: "artifacts", S3Key: "build.zip" } })).rejects.toThrow("S3ObjectVersion");
    expect(await functions.invoke("worker", {})).toMatchObject({ name: "worker" });
  });
});
