import { unzipSync } from "fflate";
import * as z from "zod/mini";
import { arnOf, autoName, find, integerFrom, kind, type Surroundings, serviceRefuses, text } from "./kind.ts";
import { trustsLambda } from "./policy.ts";

/** The Node.js runtimes with which a function can be created. Source: AWS Lambda, building functions with Node.js. */
const runtimes: readonly string[] = ["nodejs22.x", "nodejs24.x"];

/** Variables that Lambda itself sets. Source: AWS Lambda, defined runtime environment variables. */
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_\w+|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

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
    if (!runtimes.includes(Runtime)) {
      throw serviceRefuses(
        `The runtime parameter of ${Runtime} is not supported for creating or updating functions: ${runtimes.join(", ")}`,
      );
    }
    checkRole(Role, surroundings);
    checkEnvironment(Environment.Variables);
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

function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  const own = names.filter((name) => reserved.test(name));
  if (own.length > 0) throw serviceRefuses(`Lambda sets these environment variables itself: ${own.join(", ")}`);
  const wrong = names.filter((name) => !/^[A-Za-z][A-Za-z0-9_]+$/.test(name));
  if (wrong.length > 0) throw serviceRefuses(`These are no names of environment variables: ${wrong.join(", ")}`);
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > 4096) throw serviceRefuses(`The environment variables have ${bytes} bytes, and Lambda takes 4096.`);
}

/** Of an account's concurrency 100 stay unreserved; of a new account's, whose whole limit is 10, all of it. */
function checkConcurrency(arn: string, wanted: number, { standing, concurrentExecutions }: Surroundings): void {
  const others = standing
    .filter(({ type, attributes }) => type === "AWS::Lambda::Function" && attributes.Arn !== arn)
    .map(({ properties }) => Number(properties.ReservedConcurrentExecutions ?? 0));
  const least = Math.min(100, concurrentExecutions);
  const unreserved = concurrentExecutions - others.reduce((sum, each) => sum + each, wanted);
  if (wanted > 0 && unreserved < least) {
    const message = `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${least}].`;
    throw serviceRefuses(message);
  }
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
