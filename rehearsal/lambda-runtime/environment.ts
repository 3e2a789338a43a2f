import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Outcome, type RuntimeApi, startRuntimeApi } from "./runtime-api.ts";

/** What an execution environment is made of. */
export interface EnvironmentOptions {
  /** The folder with the unpacked code, as /var/task has it. */
  readonly taskRoot: string;
  /** `<file>.<export>`, such as `index.handler`. */
  readonly handler: string;
  /** The function's own environment variables and its role's credentials. */
  readonly environment: Readonly<Record<string, string>>;
  readonly region: string;
  readonly functionName: string;
  /** The function's ARN, which its invocations name; one of the account 123456789012 where there is no stack to say it. */
  readonly functionArn?: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** The program that stands between the Runtime API and the handler. */
  readonly runtimeClient: string;
  /** The Node.js to run it with. */
  readonly node: string;
  /** What Node.js is told before the program's name, such as `--require` and a file. */
  readonly nodeOptions: readonly string[];
  /** The identifier of the Lambda runtime that this is, such as `nodejs24.x`. */
  readonly runtime: string;
  /** Each line that the function writes, as CloudWatch would keep it. */
  readonly onLog: (line: string) => void;
}

/** One execution environment: a process that works on one invocation at a time. */
export interface Environment extends Pick<RuntimeApi, "initialised"> {
  readonly alive: boolean;
  invoke(event: unknown): Promise<Outcome>;
  stop(): Promise<void>;
}

/** Source: developer guide, "Understanding the Lambda execution environment lifecycle", init phase. */
const INIT_TIMEOUT_MS = 10_000;

/** Starts an execution environment. Nothing of the parent's environment gets in but what AWS would give. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { region, functionName } = options;
  const { functionArn = `arn:aws:lambda:${region}:123456789012:function:${functionName}` } = options;
  const api = await startRuntimeApi(functionArn);
  const child = spawn(options.node, [...options.nodeOptions, options.runtimeClient], {
    env: { ...reservedVariables(options), AWS_LAMBDA_RUNTIME_API: api.address, ...options.environment },
    cwd: options.taskRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", options.onLog);
  const exited = once(child, "exit");

  async function stop(): Promise<void> {
    child.kill("SIGKILL");
    if (isAlive(child)) await exited;
    await api.stop();
  }

  return {
    initialised: api.initialised,
    get alive() {
      return isAlive(child);
    },
    async invoke(event) {
      const answered = api.invoke(event, options.timeoutSeconds * 1000);
      const died = exited.then(() => exitOutcome);
      // To load the code has a time of its own.
      await Promise.race([api.initialised, exited, once(AbortSignal.timeout(INIT_TIMEOUT_MS), "abort")]);
      const timeout = AbortSignal.timeout(options.timeoutSeconds * 1000);
      const timedOut = once(timeout, "abort").then(() => timeOutcome(options.timeoutSeconds));
      const outcome = await Promise.race([answered, died, timedOut]);
      // Lambda throws an environment away that ran over its time.
      if (timeout.aborted) await stop();
      return outcome;
    },
    stop,
  };
}

const exitOutcome: Outcome = { error: { errorType: "Runtime.ExitError", errorMessage: "The runtime exited." } };

function timeOutcome(seconds: number): Outcome {
  return {
    error: { errorType: "Sandbox.Timedout", errorMessage: `Task timed out after ${seconds.toFixed(2)} seconds` },
  };
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** The variables that Lambda sets itself. Source: developer guide, "Defined runtime environment variables". */
function reservedVariables(options: EnvironmentOptions): Record<string, string> {
  return {
    _HANDLER: options.handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${options.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_NAME: options.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${options.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "rehearsal",
    AWS_DEFAULT_REGION: options.region,
    AWS_REGION: options.region,
    LAMBDA_TASK_ROOT: options.taskRoot,
    TZ: ":UTC",
    // The AWS SDK's word on old Node versions is for developers of this project, not for its users.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}
