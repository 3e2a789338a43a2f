import { TooManyRequests } from "../../aws/lambda.ts";
import type { AsynchronousOptions, DeadLetter } from "../../lambda-runtime/asynchronous.ts";
import type { AwsRuntime } from "../../lambda-runtime/aws-runtime-client.ts";
import { failingLambda } from "../../lambda-runtime/failing.ts";
import { type Lambda, LambdaError, startLambda } from "../../lambda-runtime/index.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import type { StackFunction } from "./functions-of-stack.ts";
import type { Identities } from "./identities.ts";
import { invokeConfigOf } from "./invoke-config.ts";

/** What a function of a stack runs with. */
export interface RunFunctionOptions {
  readonly stack: DeployedStack;
  readonly identities: Identities;
  /** AWS's runtime client on the Node.js of its runtime. */
  readonly runtime: AwsRuntime;
  /** The folder with its unpacked code. */
  readonly taskRoot: string;
  /** Where AWS and Amazon are: variables that AWS would not set. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The function URLs on this machine, by those that the stack has. */
  readonly localUrls: ReadonlyMap<string, string>;
  /** @param group the log group in which the line is; undefined where AWS would write none. */
  readonly onLog: (line: string, group?: string) => void;
  /** Takes what ends in the function's dead-letter queue. */
  readonly onDeadLetter: (letter: DeadLetter) => void;
}

/** What Lambda does with a function's role to write its logs. Source: Lambda developer guide, execution role. */
const loggingActions = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** A minute and then two, in AWS: here somebody waits. */
const RETRY_DELAYS_MS = [1_000, 2_000];

/**
 * Starts a function as the stack has it: its handler, time, memory and variables, with the keys of its role. One that is
 * of Python, or has no executions, fails at each invocation, as it would in AWS.
 * @throws {Error} when it is of another runtime than the one that there is.
 */
export function runFunction(target: StackFunction, options: RunFunctionOptions): Lambda {
  const { stack, identities, runtime, onLog, onDeadLetter } = options;
  const { retries, deadLetterQueue } = invokeConfigOf(stack, target);
  const key = identities.keyOf(target.roleArn);
  const asynchronous: AsynchronousOptions = {
    retryDelays: RETRY_DELAYS_MS.slice(0, retries),
    onDeadLetter(letter) {
      if (deadLetterQueue === undefined) return;
      if (identities.may(key, { action: "sqs:SendMessage", resource: deadLetterQueue })) onDeadLetter(letter);
    },
  };
  if (target.reservedExecutions === 0) {
    // Events are not tried again. Source: Lambda developer guide, "Configuring reserved concurrency for a function".
    return failingLambda(() => new TooManyRequests(), { ...asynchronous, retryDelays: [] });
  }
  if (target.runtime.startsWith("python")) return failingLambda(() => importFault(target), asynchronous);
  if (target.runtime !== runtime.runtime) {
    throw new Error(`${target.name} is of runtime ${target.runtime}, and ${runtime.runtime} is what it would run on`);
  }
  const resource = logStreamOf(stack, target);
  const mayLog = () => loggingActions.every((action) => identities.may(key, { action, resource }));
  return startLambda({
    ...runtime,
    taskRoot: options.taskRoot,
    region: stack.region,
    functionName: target.name,
    functionArn: target.arn,
    handler: target.handler,
    timeoutSeconds: target.timeoutSeconds,
    memoryMegabytes: target.memoryMegabytes,
    environment: {
      ...atLocalUrls(target.variables, options.localUrls),
      ...options.addresses,
      ...loggingVariables(target),
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_SESSION_TOKEN: key.sessionToken,
    },
    onLog(line) {
      if (mayLog()) onLog(line, target.logging.group);
    },
    asynchronous,
  });
}

/** What Python says of a handler that is JavaScript: it looks for a module of its own. */
function importFault({ handler }: StackFunction): LambdaError {
  const module = handler.replace(/\.[^.]*$/, "");
  return new LambdaError(
    "Runtime.ImportModuleError",
    `Unable to import module '${module}': No module named '${module}'`,
  );
}

/** The one thing that is changed of what a stack says: `….lambda-url.<region>.on.aws` is a name that nobody serves. */
function atLocalUrls(
  variables: Readonly<Record<string, string>>,
  localUrls: ReadonlyMap<string, string>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, localUrls.get(value) ?? value]));
}

/** Source: AWS Lambda developer guide, "Defined runtime environment variables". */
function loggingVariables({ logging }: StackFunction): Record<string, string> {
  return {
    AWS_LAMBDA_LOG_GROUP_NAME: logging.group,
    AWS_LAMBDA_LOG_FORMAT: logging.format,
    ...(logging.format === "JSON" && { AWS_LAMBDA_LOG_LEVEL: logging.level }),
  };
}

function logStreamOf({ stackId, region, accountId }: DeployedStack, { logging }: StackFunction): string {
  const [, partition = "aws"] = stackId.split(":");
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${logging.group}:log-stream:rehearsal`;
}
