import * as z from "zod/mini";
import { readFunctionName } from "../cloudformation/function-name.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import type { StackFunction } from "./functions-of-stack.ts";
import { attributeOf, readProperties, resourcesOf } from "./resources-of-stack.ts";

/** How a function's asynchronous invocations go on when they fail. */
export interface InvokeConfig {
  readonly retries: number;
  /** The ARN of the queue in which an event ends; undefined where it ends in none. */
  readonly deadLetterQueue: string | undefined;
}

/** The default is Lambda's. Source: AWS CloudFormation, AWS::Lambda::EventInvokeConfig. */
const configSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z._default(z.coerce.number(), 2),
  DestinationConfig: z.optional(z.object({ OnFailure: z.optional(z.object({ Destination: z.string() })) })),
});

/**
 * Reads how a function's asynchronous invocations go on.
 * @throws {Error} when they end in what is no queue of the stack's.
 */
export function invokeConfigOf(stack: DeployedStack, { arn }: Pick<StackFunction, "arn">): InvokeConfig {
  const configs = resourcesOf(stack, "AWS::Lambda::EventInvokeConfig").map((each) =>
    readProperties(each, configSchema),
  );
  const config = configs.find(({ FunctionName }) => readFunctionName(FunctionName, stack)?.arn === arn);
  const queue = config?.DestinationConfig?.OnFailure?.Destination;
  const queues = resourcesOf(stack, "AWS::SQS::Queue").map((each) => attributeOf(each, "Arn"));
  if (queue !== undefined && !queues.includes(queue)) throw new Error(`the stack has no queue ${queue}`);
  return { retries: config?.MaximumRetryAttempts ?? 2, deadLetterQueue: queue };
}
