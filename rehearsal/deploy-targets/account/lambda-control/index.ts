import type { LambdaOperation } from "../../../aws/lambda.ts";
import type { LambdaControlOptions } from "./account-functions.ts";
import { concurrencyOperations } from "./concurrency.ts";
import { configurationOperations } from "./configuration.ts";
import { policyOperations } from "./policy.ts";

export type { LambdaControlOptions } from "./account-functions.ts";

/** What of Lambda's API reads and changes the functions of an account's stacks. */
export function lambdaControl(options: LambdaControlOptions): readonly LambdaOperation[] {
  return [...configurationOperations(options), ...policyOperations(options), ...concurrencyOperations(options)];
}
