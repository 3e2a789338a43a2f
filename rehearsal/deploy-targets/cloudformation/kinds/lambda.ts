import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import type { DeployedResource } from "../../deployed-stack.ts";
import { readFunctionName } from "../function-name.ts";
import { arnOf, find, integer, kind, type Surroundings, serviceRefuses, text } from "./kind.ts";
import { lambdaFunction } from "./lambda-function.ts";
import { roleAllows } from "./policy.ts";

const permission = kind("AWS::Lambda::Permission", {
  createOnly: [
    "Action",
    "EventSourceToken",
    "FunctionName",
    "FunctionUrlAuthType",
    "InvokedViaFunctionUrl",
    "Principal",
    "SourceAccount",
    "SourceArn",
  ],
  properties: z.looseObject({
    Action: z.string(),
    FunctionName: z.string(),
    Principal: z.string(),
    EventSourceToken: z.optional(text),
    FunctionUrlAuthType: z.optional(z.enum(["NONE", "AWS_IAM"])),
  }),
  make({ Action, FunctionName, FunctionUrlAuthType }, surroundings) {
    findFunction(FunctionName, surroundings);
    if (FunctionUrlAuthType !== undefined && Action.toLowerCase() !== "lambda:invokefunctionurl") {
      throw serviceRefuses("FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action");
    }
    const id = `${surroundings.stackName}-${surroundings.logicalId}-${surroundings.suffix}`;
    return { physicalId: id, attributes: { Id: id } };
  },
});

const url = kind("AWS::Lambda::Url", {
  createOnly: ["TargetFunctionArn", "Qualifier"],
  properties: z.looseObject({
    TargetFunctionArn: z.string(),
    AuthType: z.enum(["NONE", "AWS_IAM"]),
    Qualifier: z.optional(z.string()),
    InvokeMode: z.optional(z.enum(["BUFFERED", "RESPONSE_STREAM"])),
  }),
  make({ TargetFunctionArn, Qualifier }, surroundings) {
    const { arn } = findFunction(TargetFunctionArn, surroundings, Qualifier);
    const host = `${hostLabel()}.lambda-url.${surroundings.region}.on.aws`;
    const address = surroundings.previous?.attributes.FunctionUrl ?? `https://${host}/`;
    return { physicalId: arn, attributes: { FunctionArn: arn, FunctionUrl: address } };
  },
});

/** What stands in a function URL's place of a name. */
function hostLabel(): string {
  return BigInt(`0x${randomBytes(24).toString("hex")}`)
    .toString(36)
    .slice(0, 32)
    .padStart(32, "a");
}

const destination = z.optional(z.looseObject({ Destination: z.optional(z.string()) }));

const eventInvokeConfig = kind("AWS::Lambda::EventInvokeConfig", {
  createOnly: ["FunctionName", "Qualifier"],
  properties: z.looseObject({
    FunctionName: z.string(),
    Qualifier: z.string(),
    MaximumRetryAttempts: z.optional(integer),
    MaximumEventAgeInSeconds: z.optional(integer),
    DestinationConfig: z.optional(z.looseObject({ OnFailure: destination, OnSuccess: destination })),
  }),
  make({ FunctionName, Qualifier, DestinationConfig }, surroundings) {
    const { resource } = findFunction(FunctionName, surroundings, Qualifier);
    for (const to of [DestinationConfig?.OnFailure?.Destination, DestinationConfig?.OnSuccess?.Destination]) {
      if (to?.includes(":sqs:")) checkQueueDestination(to, resource, surroundings);
    }
    return { physicalId: `${resource.physicalId}|${Qualifier}`, attributes: {} };
  },
});

/** Lambda asks of the execution role, as the destination is set, that it may send to the queue. */
function checkQueueDestination(queue: string, { properties }: DeployedResource, surroundings: Surroundings): void {
  if (find("AWS::SQS::Queue", surroundings, ({ attributes }) => attributes.Arn === queue) === undefined) {
    throw serviceRefuses(`The destination ARN ${queue} is invalid.`);
  }
  const role = find("AWS::IAM::Role", surroundings, ({ attributes }) => attributes.Arn === properties.Role);
  if (role !== undefined && !roleAllows(role, "sqs:SendMessage", queue, surroundings)) {
    throw serviceRefuses(`The function's execution role does not have permissions to call SendMessage on ${queue}`);
  }
}

const version = kind("AWS::Lambda::Version", {
  createOnly: ["FunctionName", "Description", "CodeSha256"],
  properties: z.looseObject({ FunctionName: z.string() }),
  make({ FunctionName }, surroundings) {
    const { resource } = findFunction(FunctionName, surroundings);
    const published = surroundings.standing.filter(
      ({ type, attributes }) =>
        type === "AWS::Lambda::Version" && attributes.FunctionArn?.startsWith(`${resource.attributes.Arn}:`),
    );
    const newest = Math.max(0, ...published.map(({ attributes }) => Number(attributes.Version)));
    const number = surroundings.previous?.attributes.Version ?? String(newest + 1);
    const arn = `${resource.attributes.Arn}:${number}`;
    return { physicalId: arn, attributes: { FunctionArn: arn, Version: number } };
  },
});

const alias = kind("AWS::Lambda::Alias", {
  createOnly: ["FunctionName", "Name"],
  properties: z.looseObject({ FunctionName: z.string(), FunctionVersion: text, Name: z.string() }),
  make({ FunctionName, FunctionVersion, Name }, surroundings) {
    const { arn } = findFunction(FunctionName, surroundings);
    const isPublished = (each: DeployedResource) => each.attributes.FunctionArn === `${arn}:${FunctionVersion}`;
    if (FunctionVersion !== "$LATEST" && find("AWS::Lambda::Version", surroundings, isPublished) === undefined) {
      throw serviceRefuses(`Function not found: ${arn}:${FunctionVersion}`, "NotFound");
    }
    return { physicalId: `${arn}:${Name}`, attributes: { AliasArn: `${arn}:${Name}` } };
  },
});

/**
 * A function, and the ARN of what is meant of it: the function itself, a version or an alias.
 * @param qualifier the version or alias; by default what the name ends in.
 * @throws {ResourceFailure} where there is surely no such function, or no such version or alias of it, by now.
 */
function findFunction(
  name: string,
  surroundings: Surroundings,
  qualifier = readFunctionName(name, surroundings)?.qualifier,
): { readonly arn: string; readonly resource: DeployedResource } {
  const plain = readFunctionName(name, surroundings)?.arn ?? arnOf("lambda", `function:${name}`, surroundings);
  const arn = qualifier === undefined ? plain : `${plain}:${qualifier}`;
  const resource = find("AWS::Lambda::Function", surroundings, ({ attributes }) => attributes.Arn === plain);
  const isThere =
    qualifier === undefined ||
    qualifier === "$LATEST" ||
    ["AWS::Lambda::Version", "AWS::Lambda::Alias"].some((type) =>
      find(type, surroundings, ({ physicalId }) => physicalId === arn),
    );
  if (resource === undefined || !isThere) throw serviceRefuses(`Function not found: ${arn}`, "NotFound");
  return { arn, resource };
}

/** The kinds of AWS Lambda. Source: CloudFormation template reference, AWS::Lambda. */
export const lambdaKinds = [lambdaFunction, permission, url, eventInvokeConfig, version, alias];
