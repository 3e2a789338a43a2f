import * as z from "zod/mini";
import { type LambdaOperation, lambdaReply } from "../../../aws/lambda.ts";
import { refused } from "../../../aws/refused.ts";
import { faultOfConcurrency } from "../../cloudformation/kinds/function-limits.ts";
import { integerFrom } from "../../cloudformation/kinds/kind.ts";
import { mustMay } from "../must-may.ts";
import { functionOf, functionsIn, type LambdaControlOptions } from "./account-functions.ts";
import { made, readInput } from "./input.ts";

const concurrencySchema = z.strictObject({ ReservedConcurrentExecutions: integerFrom(0, Number.MAX_SAFE_INTEGER) });

/** What a new account may keep of code, in bytes, and how large a function's may be. Source: AWS Lambda, quotas. */
const codeLimits = { TotalCodeSize: 80_530_636_800, CodeSizeUnzipped: 262_144_000, CodeSizeZipped: 52_428_800 };

/**
 * GetFunctionConcurrency, PutFunctionConcurrency, DeleteFunctionConcurrency and GetAccountSettings.
 * Source: AWS Lambda API reference, these operations.
 */
export function concurrencyOperations(options: LambdaControlOptions): readonly LambdaOperation[] {
  const { stacks, identities, concurrentExecutions, readCode } = options;
  const reservedIn = (region: string, except?: string) =>
    functionsIn(region, stacks)
      .filter((each) => each.function.arn !== except)
      .reduce((sum, each) => sum + (each.function.reservedExecutions ?? 0), 0);
  return [
    {
      method: "GET",
      path: /^\/2019-09-30\/functions\/([^/]+)\/concurrency$/,
      answer(call) {
        const { reservedExecutions } = functionOf(call, "lambda:GetFunctionConcurrency", options).function;
        return lambdaReply(200, { ReservedConcurrentExecutions: reservedExecutions });
      },
    },
    {
      method: "PUT",
      path: /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/,
      async answer(call) {
        const { stack, resource, ...found } = functionOf(call, "lambda:PutFunctionConcurrency", options);
        const wanted = readInput(concurrencySchema, call);
        const reserved = reservedIn(call.region, found.function.arn);
        const fault = faultOfConcurrency(wanted.ReservedConcurrentExecutions, reserved, concurrentExecutions);
        if (fault !== undefined) throw refused("InvalidParameterValueException", fault);
        await made(stacks.change(stack.stackId, resource.logicalId, (properties) => ({ ...properties, ...wanted })));
        return lambdaReply(200, wanted);
      },
    },
    {
      method: "DELETE",
      path: /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/,
      async answer(call) {
        const { stack, resource } = functionOf(call, "lambda:DeleteFunctionConcurrency", options);
        await made(
          stacks.change(stack.stackId, resource.logicalId, ({ ReservedConcurrentExecutions: _, ...others }) => others),
        );
        return lambdaReply(204);
      },
    },
    {
      method: "GET",
      path: /^\/2016-08-19\/account-settings\/?$/,
      answer(call) {
        mustMay(identities, call.key, { action: "lambda:GetAccountSettings", resource: "*" }, 403);
        const functions = functionsIn(call.region, stacks);
        const sizes = functions.map(
          ({ stack, function: { code } }) => readCode(stack.stackId, { region: stack.region, ...code })?.length ?? 0,
        );
        return lambdaReply(200, {
          AccountLimit: {
            ...codeLimits,
            ConcurrentExecutions: concurrentExecutions,
            UnreservedConcurrentExecutions: concurrentExecutions - reservedIn(call.region),
          },
          AccountUsage: { TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0), FunctionCount: functions.length },
        });
      },
    },
  ];
}
