import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DeadLetter } from "../../lambda-runtime/asynchronous.ts";
import type { Lambda } from "../../lambda-runtime/index.ts";
import { readFunctionName } from "../cloudformation/function-name.ts";
import type { DeployedStack, ReadArtifact } from "../deployed-stack.ts";
import { functionsOf, type StackFunction } from "./functions-of-stack.ts";
import { rulesOf, type StackRule } from "./rules-of-stack.ts";
import { type RunFunctionOptions, runFunction } from "./run-function.ts";
import { admitInvoker, type Invoker } from "./trigger-permissions.ts";
import { unpackCode } from "./unpack-code.ts";

/** The functions of a stack, which an update replaces. */
export interface RunningFunctions {
  /**
   * Runs them from now on as the stack has them. What the old ones were invoked with they bring to its end.
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
  readonly lambda: Lambda;
  /** Those who wait for an answer. */
  readonly waiting: Set<Promise<unknown>>;
}

interface Deployment {
  readonly stack: DeployedStack;
  readonly rules: readonly StackRule[];
  readonly running: readonly Running[];
  /** With the functions' code. */
  readonly folder: string;
}

/** Makes the place in which a stack's functions run; there are none yet. */
export function createRunningFunctions(options: RunningFunctionsOptions): RunningFunctions {
  const letters: DeadLetter[] = [];
  let deployments = 0;
  let current: Deployment | undefined;

  function find(target: string): Running & { readonly stack: DeployedStack } {
    const stack = current?.stack;
    const reference = stack && readFunctionName(target, stack);
    const found = current?.running.find((each) => each.function.arn === reference?.arn);
    if (stack === undefined || found === undefined) throw new Error(`the stack has no function ${target}`);
    return { ...found, stack };
  }

  const admit = (target: string, invoker: Invoker) => admitInvoker(find(target).stack, target, invoker);

  async function start(stack: DeployedStack, readArtifact: ReadArtifact, folder: string): Promise<Running[]> {
    const running: Running[] = [];
    try {
      for (const each of functionsOf(stack)) {
        const taskRoot = join(folder, each.name);
        await unpackCode(each, stack.region, readArtifact, taskRoot);
        const onDeadLetter = (letter: DeadLetter) => void letters.push(letter);
        const lambda = runFunction(each, { ...options, stack, taskRoot, onDeadLetter });
        running.push({ function: each, lambda, waiting: new Set() });
      }
    } catch (error) {
      await stopAll(running);
      throw error;
    }
    return running;
  }

  return {
    async replace(stack, readArtifact) {
      const before = current;
      const rules = rulesOf(stack);
      deployments += 1;
      const folder = join(options.folder, `code-${deployments}`);
      current = { stack, rules, folder, running: await start(stack, readArtifact, folder) };
      if (before === undefined) return;
      await Promise.all([allSettled(before.running), allAnswered(before.running)]);
      await stopAll(before.running);
      await rm(before.folder, { recursive: true, force: true });
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
    stop: () => stopAll(current?.running ?? []),
  };
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
