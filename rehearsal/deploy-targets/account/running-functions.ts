import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { DeadLetter } from "../../lambda-runtime/asynchronous.ts";
import type { Lambda } from "../../lambda-runtime/index.ts";
import { readFunctionName } from "../cloudformation/function-name.ts";
import type { DeployedStack, ReadArtifact } from "../deployed-stack.ts";
import { functionsOf, type StackFunction } from "./functions-of-stack.ts";
import { type InvokeConfig, invokeConfigOf } from "./invoke-config.ts";
import { rulesOf, type StackRule } from "./rules-of-stack.ts";
import { type RunFunctionOptions, runFunction } from "./run-function.ts";
import { admitInvoker, type Invoker } from "./trigger-permissions.ts";
import { unpackCode } from "./unpack-code.ts";

/** The functions of a stack, which an update replaces. */
export interface RunningFunctions {
  /**
   * Runs them from now on as the stack has them; one that is the same as before goes on, with all that it remembers.
   * What the old ones were invoked with they bring to its end.
   * @throws {Error} that says what of the stack does not work; then the old ones go on.
   */
  replace(stack: DeployedStack, readArtifact: ReadArtifact): Promise<void>;
  /**
   * Invokes one for somebody else, who needs a permission for it, or for the account itself.
   * @param target its name or ARN, perhaps with a version or alias: of each there is the newest code alone.
   * @throws {InvocationRefused} when no permission lets the invoker in.
   * @throws {LambdaError} as {@link Lambda.invoke} does.
   */
  invoke(target: string, event: unknown, invoker?: Invoker): Promise<unknown>;
  /** @throws {InvocationRefused} when no permission lets the invoker in. */
  admit(target: string, invoker: Invoker): void;
  /** Hands an event to the targets of the rules that are for it. */
  deliver(event: unknown): void;
  /** The variables that the stack gives a function. */
  variablesOf(target: string): Readonly<Record<string, string>>;
  /** What lies in the dead-letter queues, oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** When every asynchronous invocation is at its end. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** What they run with. */
export interface RunningFunctionsOptions
  extends Pick<RunFunctionOptions, "identities" | "runtime" | "addresses" | "localUrls" | "onLog"> {
  /** Where the code is unpacked. */
  readonly folder: string;
}

interface Running {
  readonly function: StackFunction;
  readonly invokeConfig: InvokeConfig;
  /** With its code. */
  readonly folder: string;
  readonly lambda: Lambda;
  /** Those who wait for an answer. */
  readonly waiting: Set<Promise<unknown>>;
}

interface Deployment {
  readonly stack: DeployedStack;
  readonly rules: readonly StackRule[];
  readonly running: readonly Running[];
}

/** Makes the place in which a stack's functions run; there are none yet. */
export function createRunningFunctions(options: RunningFunctionsOptions): RunningFunctions {
  const letters: DeadLetter[] = [];
  let started = 0;
  let current: Deployment | undefined;
  /** Those that have been replaced and are not at their end. */
  const leaving = new Set<Running>();

  function find(target: string): Running & { readonly stack: DeployedStack } {
    const stack = current?.stack;
    const reference = stack && readFunctionName(target, stack);
    const found = current?.running.find((each) => each.function.arn === reference?.arn);
    if (stack === undefined || found === undefined) throw new Error(`the stack has no function ${target}`);
    return { ...found, stack };
  }

  const admit = (target: string, invoker: Invoker) => admitInvoker(find(target).stack, target, invoker);

  async function start(each: StackFunction, stack: DeployedStack, readArtifact: ReadArtifact): Promise<Running> {
    started += 1;
    const folder = join(options.folder, `code-${started}`);
    const taskRoot = join(folder, each.name);
    await unpackCode(each, stack.region, readArtifact, taskRoot);
    const onDeadLetter = (letter: DeadLetter) => void letters.push(letter);
    const lambda = runFunction(each, { ...options, stack, taskRoot, onDeadLetter });
    return { function: each, invokeConfig: invokeConfigOf(stack, each), folder, lambda, waiting: new Set() };
  }

  /** Ends functions when they have ended all that they were invoked with. */
  async function retire(running: readonly Running[]): Promise<void> {
    for (const each of running) leaving.add(each);
    await Promise.all([allSettled(running), allAnswered(running)]);
    await stopAll(running);
    for (const each of running) leaving.delete(each);
    await Promise.all(running.map(({ folder }) => rm(folder, { recursive: true, force: true })));
  }

  return {
    async replace(stack, readArtifact) {
      const before = current?.running ?? [];
      const rules = rulesOf(stack);
      const running: Running[] = [];
      try {
        for (const each of functionsOf(stack)) {
          const same = before.find((old) => isAsBefore(old, each, stack));
          running.push(same ?? (await start(each, stack, readArtifact)));
        }
      } catch (error) {
        await stopAll(running.filter((each) => !before.includes(each)));
        throw error;
      }
      current = { stack, rules, running };
      await retire(before.filter((each) => !running.includes(each)));
    },
    async invoke(target, event, invoker) {
      if (invoker !== undefined) admit(target, invoker);
      const { lambda, waiting } = find(target);
      const answering = lambda.invoke(event).finally(() => waiting.delete(answering));
      waiting.add(answering);
      return answering;
    },
    admit,
    deliver(event) {
      for (const rule of (current?.rules ?? []).filter(({ isFor }) => isFor(event))) {
        for (const target of rule.targets) {
          try {
            admit(target, { principal: "events.amazonaws.com", sourceArn: rule.arn });
            find(target).lambda.invokeAsync(event);
          } catch (error) {
            // EventBridge tells nobody either, but by a metric.
            options.onLog((error as Error).message);
          }
        }
      }
    },
    variablesOf: (target) => find(target).function.variables,
    deadLetters: () => [...letters],
    settled: () => allSettled(current?.running ?? []),
    stop: () => stopAll([...(current?.running ?? []), ...leaving]),
  };
}

function isAsBefore(old: Running, now: StackFunction, stack: DeployedStack): boolean {
  return isDeepStrictEqual([old.function, old.invokeConfig], [now, invokeConfigOf(stack, now)]);
}

async function allSettled(running: readonly Running[]): Promise<void> {
  await Promise.all(running.map(({ lambda }) => lambda.settled()));
}

async function allAnswered(running: readonly Running[]): Promise<void> {
  await Promise.allSettled(running.flatMap(({ waiting }) => [...waiting]));
}

async function stopAll(running: readonly Running[]): Promise<void> {
  await Promise.all(running.map(({ lambda }) => lambda.stop()));
}
