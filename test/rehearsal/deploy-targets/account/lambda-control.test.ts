import {
  AddPermissionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { TooManyRequests } from "../../../../rehearsal/aws/lambda.ts";
import { admitInvoker } from "../../../../rehearsal/deploy-targets/account/trigger-permissions.ts";
import { arns, type SmallAccount, startSmallAccount } from "./support/small-account.ts";

const FunctionName = "worker";
let account: SmallAccount;
let client: LambdaClient;

beforeEach(async () => {
  account = await startSmallAccount();
  client = account.client(new LambdaClient(account.as("owner", "LAMBDA")));
});
afterEach(() => account.stop());

describe("a function's configuration", () => {
  it("is told as the stack has it, by name and by ARN", async () => {
    for (const name of [FunctionName, arns.function]) {
      const told = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
      expect(told).toMatchObject({
        ...{ FunctionName, FunctionArn: arns.function, Runtime: "nodejs24.x", Handler: "index.handler" },
        ...{ Role: arns.role, Timeout: 8, MemorySize: 512, Description: "Works.", Architectures: ["arm64"] },
        ...{ State: "Active", LastUpdateStatus: "Successful", CodeSize: 4, Version: "$LATEST" },
        Environment: { Variables: { TABLE_NAME: "cameras" } },
        LoggingConfig: { LogGroup: "worker-logs", LogFormat: "JSON" },
        CodeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      });
    }
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName }));
    expect(Configuration).toMatchObject({ FunctionArn: arns.function });
  });

  it("is changed where it is asked to be, and nowhere else", async () => {
    const before = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const change = { Timeout: 3, MemorySize: 128, Environment: { Variables: { TABLE_NAME: "others" } } };
    const answer = await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...change }));
    expect(answer).toMatchObject({ ...change, LastUpdateStatus: "InProgress" });
    const after = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(after).toMatchObject({ ...change, Runtime: before.Runtime, LastUpdateStatus: "Successful" });
    expect(after.RevisionId).not.toBe(before.RevisionId);
    expect(account.resource("Function")?.properties).toMatchObject(change);
  });

  it("is not changed again before somebody has seen that the change before is made", async () => {
    const change = (Timeout: number) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout }));
    await change(3);
    await expect(change(4)).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: `The operation cannot be performed at this time. An update is in progress for resource: ${arns.function}`,
      $metadata: { httpStatusCode: 409 },
    });
    expect(account.resource("Function")?.properties).toMatchObject({ Timeout: 3 });
    await client.send(new GetFunctionCommand({ FunctionName }));
    expect(await change(4)).toMatchObject({ Timeout: 4 });
  });

  it.each<[string, object, string]>([
    ["a time of a quarter of an hour and a second", { Timeout: 901 }, "ValidationException"],
    ["a runtime that is none", { Runtime: "nodejs12.x" }, "InvalidParameterValueException"],
    [
      "variables of Lambda's own",
      { Environment: { Variables: { AWS_REGION: "x" } } },
      "InvalidParameterValueException",
    ],
    ["a setting that this stand-in has no use for", { KMSKeyArn: "arn:aws:kms:::key/1" }, "ValidationException"],
  ])("is not changed to %s", async (_name, change, name) => {
    const call = client.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...change }));
    await expect(call).rejects.toMatchObject({ name });
  });

  it("is that of no other function, and of no other region", async () => {
    const message = "Function not found: arn:aws:lambda:us-east-1:123456789012:function:none";
    const none = client.send(new GetFunctionConfigurationCommand({ FunctionName: "none" }));
    await expect(none).rejects.toMatchObject({ name: "ResourceNotFoundException", message });
    const settings = { ...account.as("owner", "LAMBDA"), region: "eu-west-1" };
    const elsewhere = account.client(new LambdaClient(settings));
    const call = elsewhere.send(new GetFunctionConfigurationCommand({ FunctionName }));
    await expect(call).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("a function's policy", () => {
  interface Statement {
    readonly Sid: string;
    readonly [name: string]: unknown;
  }
  async function statements(): Promise<readonly Statement[]> {
    const { Policy = "" } = await client.send(new GetPolicyCommand({ FunctionName }));
    return JSON.parse(Policy).Statement;
  }

  it("is written as AWS writes it", async () => {
    const common = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arns.function };
    expect(await statements()).toEqual([
      {
        ...common,
        Sid: "small-Directives-ABC",
        Principal: { Service: "alexa-connectedhome.amazon.com" },
        Condition: { StringEquals: { "lambda:EventSourceToken": "amzn1.ask.skill.1" } },
      },
      {
        ...common,
        Sid: "small-Events-ABC",
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnLike: { "AWS:SourceArn": arns.rule } },
      },
      {
        ...common,
        Sid: "small-Url-ABC",
        Action: "lambda:InvokeFunctionUrl",
        Principal: "*",
        Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
      },
      {
        ...common,
        Sid: "small-ByUrl-ABC",
        Principal: "*",
        Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "true" } },
      },
    ]);
  });

  it("is no more once every statement is removed, and lets in again whom it is given", async () => {
    const alexa = { principal: "alexa-connectedhome.amazon.com", eventSourceToken: "amzn1.ask.skill.1" };
    for (const { Sid } of await statements()) {
      await client.send(new RemovePermissionCommand({ FunctionName, StatementId: Sid }));
    }
    const message = "The resource you requested does not exist.";
    await expect(statements()).rejects.toMatchObject({ name: "ResourceNotFoundException", message });
    expect(() => admitInvoker(account.now(), FunctionName, alexa)).toThrow("nothing lets");
    const given = {
      ...{ FunctionName, StatementId: "by-hand", Action: "lambda:InvokeFunction" },
      ...{ Principal: alexa.principal, EventSourceToken: alexa.eventSourceToken },
    };
    const { Statement = "" } = await client.send(new AddPermissionCommand(given));
    expect(await statements()).toEqual([JSON.parse(Statement)]);
    expect(() => admitInvoker(account.now(), FunctionName, alexa)).not.toThrow();
    await expect(client.send(new AddPermissionCommand(given))).rejects.toMatchObject({
      name: "ResourceConflictException",
    });
    await client.send(new RemovePermissionCommand({ FunctionName, StatementId: "by-hand" }));
    await expect(statements()).rejects.toMatchObject({ message });
  });

  it("has no statement removed that it has not", async () => {
    const call = client.send(new RemovePermissionCommand({ FunctionName, StatementId: "none" }));
    await expect(call).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("is another one for an alias", async () => {
    const of = { FunctionName, Qualifier: "live" };
    const call = () => client.send(new GetPolicyCommand(of));
    await expect(call()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const who = { StatementId: "live", Action: "lambda:InvokeFunction", Principal: "210987654321" };
    await client.send(new AddPermissionCommand({ ...of, ...who }));
    expect(JSON.parse((await call()).Policy ?? "").Statement).toMatchObject([
      { Resource: `${arns.function}:live`, Principal: { AWS: "arn:aws:iam::210987654321:root" } },
    ]);
    expect(await statements()).toHaveLength(4);
  });
});

describe("a function's concurrency", () => {
  const get = async () =>
    (await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
  const put = (ReservedConcurrentExecutions: number) =>
    client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

  it("is reserved and freed again, out of what the account has", async () => {
    const limits = async () => (await client.send(new GetAccountSettingsCommand({}))).AccountLimit;
    expect(await get()).toBeUndefined();
    expect(await limits()).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 });
    expect(await put(5)).toMatchObject({ ReservedConcurrentExecutions: 5 });
    expect(await get()).toBe(5);
    expect(await limits()).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 995 });
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await get()).toBeUndefined();
  });

  it("is not reserved where too little would be left", async () => {
    await expect(put(901)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
    await put(0);
    expect(await get()).toBe(0);
  });

  it("has whoever invokes it refused for the rate where it is 0", async () => {
    account.services.functionsIn("us-east-1").worker = () => Promise.reject(new TooManyRequests());
    const call = client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from("{}") }));
    await expect(call).rejects.toMatchObject({
      ...{ name: "TooManyRequestsException", message: "Rate Exceeded." },
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    });
  });
});

it("a function is invoked in its own region alone", async () => {
  account.services.functionsIn("us-east-1").worker = () => Promise.resolve("invoked");
  const elsewhere = account.client(new LambdaClient({ ...account.as("owner", "LAMBDA"), region: "eu-west-1" }));
  const invoke = (by: LambdaClient, name: string) =>
    by.send(new InvokeCommand({ FunctionName: name, Payload: Buffer.from("{}") }));
  expect(await invoke(client, arns.function)).toMatchObject({ StatusCode: 200 });
  const missing = { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 404 } };
  await expect(invoke(elsewhere, FunctionName)).rejects.toMatchObject(missing);
  await expect(invoke(elsewhere, arns.function)).rejects.toMatchObject({
    ...missing,
    message: "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')",
  });
});

it("a role does with a function what its policies allow, and nothing else", async () => {
  account.services.functionsIn("us-east-1").worker = () => Promise.resolve("invoked");
  const role = account.client(new LambdaClient(account.as("role", "LAMBDA")));
  expect((await role.send(new GetPolicyCommand({ FunctionName }))).Policy).toContain("small-Events-ABC");
  for (const command of [
    new GetFunctionConfigurationCommand({ FunctionName }),
    new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 }),
    new RemovePermissionCommand({ FunctionName, StatementId: "small-Events-ABC" }),
    new GetAccountSettingsCommand({}),
    new InvokeCommand({ FunctionName, Payload: Buffer.from("{}") }),
  ]) {
    // biome-ignore lint/suspicious/noExplicitAny: the client's overloads take no union of commands.
    const call = role.send(command as any);
    await expect(call).rejects.toMatchObject({ name: "AccessDeniedException", $metadata: { httpStatusCode: 403 } });
  }
});
