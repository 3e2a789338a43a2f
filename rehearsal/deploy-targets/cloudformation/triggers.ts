import * as z from "zod/mini";
import type { DeployedStack, TriggerPermission, TriggersOf } from "../deployed-stack.ts";
import { readFunctionName } from "./function-name.ts";

const permissionSchema = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  EventSourceToken: z.optional(z.string()),
});

/** Who may invoke the functions of these stacks, by their `AWS::Lambda::Permission`s. A function's alias has its own. */
export function triggersIn(stacks: readonly DeployedStack[]): TriggersOf {
  const all = stacks.flatMap(permissionsOf);
  return (functionArn) => all.filter((permission) => permission.functionArn === functionArn);
}

function permissionsOf(stack: DeployedStack): readonly TriggerPermission[] {
  return Object.values(stack.resources)
    .filter(({ type }) => type === "AWS::Lambda::Permission")
    .map(({ properties }) => z.parse(permissionSchema, properties))
    .filter(({ Action }) => /^lambda:(invokefunction|\*)$/i.test(Action))
    .flatMap(({ FunctionName, Principal: principal, EventSourceToken: eventSourceToken }) => {
      const reference = readFunctionName(FunctionName, stack);
      if (reference === undefined) return [];
      const { arn, qualifier } = reference;
      return [{ functionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`, principal, eventSourceToken }];
    });
}
