import { type Asynchronous, type AsynchronousOptions, createAsynchronous } from "./asynchronous.ts";
import { type Environment, type EnvironmentOptions, startEnvironment } from "./environment.ts";

/** How a function runs; what is left out has the deployed function's value. */
export type LambdaOptions = Pick<EnvironmentOptions, "taskRoot" | "environment" | "region" | "runtimeClient"> &
  Partial<EnvironmentOptions> & { readonly asynchronous?: AsynchronousOptions };

/** A Lambda function that runs on this machine. */
export interface Lambda extends Pick<Asynchronous, "invokeAsync" | "deadLetters" | "settled"> {
  /**
   * Invokes the function and waits for its result, as a synchronous invocation does.
   * @throws {LambdaError} when the handler threw, ran over its time or could not be loaded, or the function is stopped.
   */
  invoke(event: unknown): Promise<unknown>;
  /** Lets no environment serve again: the next invocation begins in a new one, which remembers nothing. */
  recycle(): Promise<void>;
  stop(): Promise<void>;
}

/** What Lambda reports instead of a result. */
export class LambdaError extends Error {
  override readonly name = "LambdaError";
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(`${errorType}: ${message}`);
    this.errorType = errorType;
  }
}

/**
 * Runs packed code as AWS Lambda does: in processes of its own, one invocation at a time in each, a new environment
 * when all are busy, an idle one used again while it is warm.
 * Defaults are the deployed function's: `index.handler`, 512 MB, 8 s.
 */
export function startLambda(options: LambdaOptions): Lambda {
  const settings: EnvironmentOptions = {
    handler: "index.handler",
    functionName: "alexa-kvs-camera-skill",
    memoryMegabytes: 512,
    timeoutSeconds: 8,
    node: process.execPath,
    nodeOptions: [],
    runtime: "nodejs24.x",
    onLog: () => {},
    ...options,
  };
  const all = new Set<Environment>();
  let idle: Environment[] = [];
  let stopped = false;

  async function end(environment: Environment): Promise<void> {
    await environment.stop();
    all.delete(environment);
  }

  async function acquire(): Promise<Environment> {
    if (stopped) throw new LambdaError("Stopped", "the function does not run any more");
    for (let warm = idle.pop(); warm; warm = idle.pop()) {
      if (warm.alive) return warm;
      await end(warm);
    }
    const cold = await startEnvironment(settings);
    all.add(cold);
    // Whoever stopped the function meanwhile did not know of this environment.
    if (stopped) await cold.stop();
    return cold;
  }

  async function invoke(event: unknown): Promise<unknown> {
    // Whoever recycles while it is at work means its environment too.
    const pool = idle;
    const environment = await acquire();
    const outcome = await environment.invoke(event);
    if (pool === idle) idle.push(environment);
    else await end(environment);
    if ("error" in outcome) throw new LambdaError(outcome.error.errorType, outcome.error.errorMessage);
    return outcome.result;
  }

  const asynchronous = createAsynchronous(invoke, options.asynchronous);

  return {
    invoke,
    invokeAsync: asynchronous.invokeAsync,
    deadLetters: asynchronous.deadLetters,
    settled: asynchronous.settled,
    async recycle() {
      const ending = idle;
      idle = [];
      await Promise.all(ending.map(end));
    },
    async stop() {
      stopped = true;
      asynchronous.stop();
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
}
