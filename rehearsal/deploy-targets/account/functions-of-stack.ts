import * as z from "zod/mini";
import type { DeployedStack } from "../deployed-stack.ts";
import { attributeOf, readProperties, resourcesOf } from "./resources-of-stack.ts";

/** A function of the stack, as its template says it is. */
export interface StackFunction {
  readonly name: string;
  readonly arn: string;
  /** Such as `nodejs24.x`. */
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** The environment variables that the stack gives it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly roleArn: string;
  /** How many executions at once are kept for it, and no more allowed; of 0 every invocation is refused. */
  readonly reservedExecutions: number | undefined;
  readonly code: { readonly bucket: string; readonly key: string; readonly versionId: string };
  readonly logging: { readonly group: string; readonly format: "Text" | "JSON"; readonly level: string };
}

/** Defaults are Lambda's own. Source: AWS CloudFormation, AWS::Lambda::Function. */
const functionSchema = z.object({
  Code: z.object({ S3Bucket: z.string(), S3Key: z.string(), S3ObjectVersion: z.string() }),
  Handler: z.string(),
  Runtime: z.string(),
  Role: z.string(),
  Timeout: z._default(z.coerce.number(), 3),
  MemorySize: z._default(z.coerce.number(), 128),
  ReservedConcurrentExecutions: z.optional(z.coerce.number()),
  Environment: z._default(z.object({ Variables: z._default(z.record(z.string(), z.coerce.string()), {}) }), {
    Variables: {},
  }),
  LoggingConfig: z._default(
    z.object({
      LogGroup: z.optional(z.string()),
      LogFormat: z._default(z.literal(["Text", "JSON"]), "Text"),
      ApplicationLogLevel: z._default(z.string(), "INFO"),
    }),
    { LogFormat: "Text", ApplicationLogLevel: "INFO" },
  ),
});

/** Reads the stack's functions. @throws {Error} that says which property is not as it must be. */
export function functionsOf(stack: DeployedStack): readonly StackFunction[] {
  return resourcesOf(stack, "AWS::Lambda::Function").map((resource) => {
    const { Code, LoggingConfig, ...read } = readProperties(resource, functionSchema);
    return {
      name: resource.physicalId,
      arn: attributeOf(resource, "Arn"),
      runtime: read.Runtime,
      handler: read.Handler,
      timeoutSeconds: read.Timeout,
      memoryMegabytes: read.MemorySize,
      variables: read.Environment.Variables,
      roleArn: read.Role,
      reservedExecutions: read.ReservedConcurrentExecutions,
      code: { bucket: Code.S3Bucket, key: Code.S3Key, versionId: Code.S3ObjectVersion },
      logging: {
        group: LoggingConfig.LogGroup ?? `/aws/lambda/${resource.physicalId}`,
        format: LoggingConfig.LogFormat,
        level: LoggingConfig.ApplicationLogLevel,
      },
    };
  });
}
