import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { type LambdaOperation, lambdaReply } from "../../../aws/lambda.ts";
import { refused } from "../../../aws/refused.ts";
import { faultOfEnvironment, faultOfRuntime, nodeRuntimes } from "../../cloudformation/kinds/function-limits.ts";
import { integerFrom } from "../../cloudformation/kinds/kind.ts";
import { readProperties } from "../resources-of-stack.ts";
import { type AccountFunction, functionOf, type LambdaControlOptions } from "./account-functions.ts";
import { made, readInput } from "./input.ts";
import { revisionId } from "./revision.ts";

/** Those that a function of JavaScript can be given, and some that it cannot run on. Source: AWS Lambda, runtimes. */
const runtimes = [...nodeRuntimes, "python3.11", "python3.12", "python3.13", "python3.14"];

/** Strict: what stands in a call and is not done would look as if it were. */
const updateSchema = z.strictObject({
  Description: z.optional(z.string().check(z.maxLength(256))),
  Handler: z.optional(z.string().check(z.regex(/^\S{1,128}$/))),
  Role: z.optional(z.string()),
  Runtime: z.optional(z.string()),
  Timeout: z.optional(integerFrom(1, 900)),
  MemorySize: z.optional(integerFrom(128, 10_240)),
  Environment: z.optional(z.object({ Variables: z._default(z.record(z.string(), z.string()), {}) })),
  LoggingConfig: z.optional(
    z.strictObject({
      LogFormat: z.optional(z.enum(["JSON", "Text"])),
      ApplicationLogLevel: z.optional(z.enum(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"])),
      LogGroup: z.optional(z.string()),
    }),
  ),
});

/** What is told of a function and has no effect here. */
const toldSchema = z.object({
  Description: z._default(z.string(), ""),
  Architectures: z._default(z.array(z.string()), ["x86_64"]),
});

/** When each function was first seen as it is: by its ARN, under the revision that it then had. */
type Revisions = Map<string, { readonly id: string; readonly at: number }>;

/**
 * GetFunction, GetFunctionConfiguration and UpdateFunctionConfiguration. A change is made when its call is answered,
 * though the answer says that it is in progress, as AWS's does; until somebody asks for the function there is no other
 * change, so that who does not wait for the first is refused here as in AWS. Of GetFunction's reply the code's address is
 * missing.
 * Not verified: the words of the refusals. Source: AWS Lambda API reference, these operations.
 */
export function configurationOperations(options: LambdaControlOptions): readonly LambdaOperation[] {
  const { stacks } = options;
  const revisions: Revisions = new Map();
  /** The ARNs of those that were changed and that nobody has asked for since. */
  const unseen = new Set<string>();
  const describe = (of: AccountFunction) => describeFunction(of, options, revisions);
  const show = (of: AccountFunction) => {
    unseen.delete(of.function.arn);
    return describe(of);
  };
  return [
    {
      method: "GET",
      path: /^\/2015-03-31\/functions\/([^/]+)$/,
      answer(call) {
        const found = functionOf(call, "lambda:GetFunction", options);
        const { reservedExecutions } = found.function;
        return lambdaReply(200, {
          Configuration: show(found),
          Code: { RepositoryType: "S3" },
          ...(reservedExecutions !== undefined && {
            Concurrency: { ReservedConcurrentExecutions: reservedExecutions },
          }),
        });
      },
    },
    {
      method: "GET",
      path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
      answer: (call) => lambdaReply(200, show(functionOf(call, "lambda:GetFunctionConfiguration", options))),
    },
    {
      method: "PUT",
      path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
      async answer(call) {
        const { stack, resource, function: before } = functionOf(call, "lambda:UpdateFunctionConfiguration", options);
        const { LoggingConfig, ...wanted } = readInput(updateSchema, call);
        const { Runtime, Environment } = wanted;
        const fault =
          (Runtime && faultOfRuntime(Runtime, runtimes)) ?? (Environment && faultOfEnvironment(Environment.Variables));
        if (fault !== undefined) throw refused("InvalidParameterValueException", fault);
        if (unseen.has(before.arn)) throw refused("ResourceConflictException", `${UPDATING}: ${before.arn}`, 409);
        await made(
          stacks.change(stack.stackId, resource.logicalId, (properties) => ({
            ...properties,
            ...wanted,
            ...(LoggingConfig && { LoggingConfig: { ...(properties.LoggingConfig as object), ...LoggingConfig } }),
          })),
        );
        unseen.add(before.arn);
        const changed = functionOf(call, "lambda:UpdateFunctionConfiguration", options);
        return lambdaReply(200, { ...describe(changed), ...inProgress });
      },
    },
  ];
}

const UPDATING = "The operation cannot be performed at this time. An update is in progress for resource";
const inProgress = {
  LastUpdateStatus: "InProgress",
  LastUpdateStatusReason: "The function is being created.",
  LastUpdateStatusReasonCode: "Creating",
};

function describeFunction(
  { stack, resource, function: described }: AccountFunction,
  { readCode }: LambdaControlOptions,
  revisions: Revisions,
): object {
  const { name, arn, code, logging } = described;
  const told = readProperties(resource, toldSchema);
  const zip = readCode(stack.stackId, { region: stack.region, ...code });
  const { id, at } = revisionOf(arn, resource.properties, revisions);
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: described.runtime,
    Role: described.roleArn,
    Handler: described.handler,
    ...(zip && { CodeSize: zip.length, CodeSha256: createHash("sha256").update(zip).digest("base64") }),
    Description: told.Description,
    Timeout: described.timeoutSeconds,
    MemorySize: described.memoryMegabytes,
    LastModified: new Date(at).toISOString().replace("Z", "+0000"),
    Version: "$LATEST",
    ...(Object.keys(described.variables).length > 0 && { Environment: { Variables: described.variables } }),
    TracingConfig: { Mode: "PassThrough" },
    RevisionId: id,
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    Architectures: told.Architectures,
    EphemeralStorage: { Size: 512 },
    LoggingConfig: {
      LogFormat: logging.format,
      ...(logging.format === "JSON" && { ApplicationLogLevel: logging.level, SystemLogLevel: "INFO" }),
      LogGroup: logging.group,
    },
  };
}

function revisionOf(
  arn: string,
  properties: object,
  revisions: Revisions,
): { readonly id: string; readonly at: number } {
  const id = revisionId(properties);
  const known = revisions.get(arn);
  if (known?.id === id) return known;
  const revision = { id, at: Date.now() };
  revisions.set(arn, revision);
  return revision;
}
