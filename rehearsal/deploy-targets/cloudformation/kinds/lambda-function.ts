import { unzipSync } from "fflate";
import * as z from "zod/mini";
import { faultOfConcurrency, faultOfEnvironment, faultOfRuntime } from "./function-limits.ts";
import { arnOf, autoName, find, integerFrom, kind, type Surroundings, serviceRefuses, text } from "./kind.ts";
import { trustsLambda } from "./policy.ts";

const codeSchema = z.looseObject({
  S3Bucket: z.string(),
  S3Key: z.string(),
  S3ObjectVersion: z.optional(z.string()),
});

/** A Lambda function. Source: CloudFormation template reference, AWS::Lambda::Function. Not verified: the refusals' words. */
export const lambdaFunction = kind("AWS::Lambda::Function", {
  createOnly: ["FunctionName", "PackageType"],
  properties: z.looseObject({
    FunctionName: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))),
    Code: codeSchema,
    Handler: z.string(),
    Runtime: z.string(),
    Role: z.string(),
    Architectures: z._default(z.array(z.enum(["arm64", "x86_64"])), ["x86_64"]),
    Timeout: z._default(integerFrom(1, 900), 3),
    MemorySize: z._default(integerFrom(128, 10_240), 128),
    ReservedConcurrentExecutions: z.optional(integerFrom(0, Number.MAX_SAFE_INTEGER)),
    Environment: z._default(z.looseObject({ Variables: z._default(z.record(z.string(), text), {}) }), {
      Variables: {},
    }),
  }),
  make(properties, surroundings) {
    const { FunctionName, Code, Handler, Runtime, Role, Environment, ReservedConcurrentExecutions = 0 } = properties;
    const name = FunctionName ?? autoName(surroundings, 64);
    const arn = arnOf("lambda", `function:${name}`, surroundings);
    const fault = faultOfRuntime(Runtime) ?? faultOfEnvironment(Environment.Variables);
    if (fault !== undefined) throw serviceRefuses(fault);
    checkRole(Role, surroundings);
    checkConcurrency(arn, ReservedConcurrentExecutions, surroundings);
    checkCode(Code, Handler, surroundings);
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

function checkRole(arn: string, surroundings: Surroundings): void {
  if (!/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn)) throw serviceRefuses(`${arn} is no ARN of a role.`);
  const role = find("AWS::IAM::Role", surroundings, ({ attributes }) => attributes.Arn === arn);
  if (role === undefined || !trustsLambda(role)) {
    throw serviceRefuses("The role defined for the function cannot be assumed by Lambda.");
  }
}

function checkConcurrency(arn: string, wanted: number, { standing, concurrentExecutions }: Surroundings): void {
  const others = standing
    .filter(({ type, attributes }) => type === "AWS::Lambda::Function" && attributes.Arn !== arn)
    .reduce((sum, { properties }) => sum + Number(properties.ReservedConcurrentExecutions ?? 0), 0);
  const fault = faultOfConcurrency(wanted, others, concurrentExecutions);
  if (fault !== undefined) throw serviceRefuses(fault);
}

/**
 * Whether there is such an object in a bucket of the function's region, and it is a zip with the handler's file. AWS
 * itself would miss the file only when the function is first invoked, and takes an object without its version, by which
 * the next deploy changes nothing: both are said here at once.
 */
function checkCode(code: z.infer<typeof codeSchema>, handler: string, { region, readArtifact }: Surroundings): void {
  const { S3Bucket: bucket, S3Key: key, S3ObjectVersion: versionId } = code;
  if (versionId === undefined) {
    throw serviceRefuses(
      "The code has no S3ObjectVersion: without it CloudFormation does not see that the code has changed.",
    );
  }
  const zip = readArtifact({ region, bucket, key, versionId });
  if (zip === undefined) {
    throw serviceRefuses(
      `Error occurred while GetObject: s3://${bucket}/${key} has no version ${versionId} in ${region}.`,
    );
  }
  const files = filesIn(zip);
  const stem = handler.slice(0, handler.lastIndexOf("."));
  if (!["mjs", "cjs", "js"].some((extension) => files.includes(`${stem}.${extension}`))) {
    throw serviceRefuses(`The zip has no file ${stem}.mjs, ${stem}.cjs or ${stem}.js for the handler ${handler}.`);
  }
}

function filesIn(zip: Buffer): readonly string[] {
  const names: string[] = [];
  try {
    unzipSync(zip, {
      filter({ name }) {
        names.push(name);
        return false;
      },
    });
  } catch {
    throw serviceRefuses("Could not unzip uploaded file. Please check your file, then try to upload again.");
  }
  return names;
}
