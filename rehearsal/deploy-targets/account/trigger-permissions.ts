import * as z from "zod/mini";
import { matchesPattern } from "../../signaling-service/access/permits.ts";
import { readFunctionName } from "../cloudformation/function-name.ts";
import { truth } from "../cloudformation/kinds/kind.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import { readProperties, resourcesOf } from "./resources-of-stack.ts";

/** Who wants to invoke a function, other than the account itself. */
export interface Invoker {
  /** Such as `alexa-connectedhome.amazon.com`; `*` for whoever calls a function's URL. */
  readonly principal: string;
  /** `lambda:InvokeFunction` where it is left out. */
  readonly action?: string;
  /** The skill that Alexa invokes for. */
  readonly eventSourceToken?: string;
  /** The ARN of what invokes, such as a rule's. */
  readonly sourceArn?: string;
  readonly viaFunctionUrl?: boolean;
}

/** An invocation that the function's own policy does not let in. */
export class InvocationRefused extends Error {
  override readonly name = "InvocationRefused";
}

/** Strict: what stands in a permission and is not read would be a limit that AWS sets. */
export const permissionSchema = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  EventSourceToken: z.optional(z.string()),
  SourceAccount: z.optional(z.string()),
  SourceArn: z.optional(z.string()),
  FunctionUrlAuthType: z.optional(z.string()),
  InvokedViaFunctionUrl: z.optional(truth),
});
/** An `AWS::Lambda::Permission`. */
export type Permission = z.infer<typeof permissionSchema>;

/**
 * Holds an invocation against what the stack's `AWS::Lambda::Permission`s let in.
 * @param target the function's name or ARN, as it is invoked: with a version or alias where it has one.
 * Source: AWS CloudFormation, AWS::Lambda::Permission; AWS Lambda developer guide, "Control access to function URLs".
 * @throws {InvocationRefused}
 */
export function admitInvoker(stack: DeployedStack, target: string, invoker: Invoker): void {
  const permissions = resourcesOf(stack, "AWS::Lambda::Permission").map((each) =>
    readProperties(each, permissionSchema),
  );
  const { principal, action = "lambda:InvokeFunction", viaFunctionUrl = false } = invoker;
  const invoked = readFunctionName(target, stack);
  const isLetIn = permissions.some((permission) => {
    // A permission for a version or an alias is for that one alone.
    const { arn, qualifier } = readFunctionName(permission.FunctionName, stack) ?? {};
    return (
      arn === invoked?.arn &&
      qualifier === invoked?.qualifier &&
      permission.Principal === principal &&
      [action, "lambda:*", "*"].includes(permission.Action) &&
      isOrAny(permission.EventSourceToken, invoker.eventSourceToken) &&
      matchesPattern(permission.SourceArn ?? "*", invoker.sourceArn ?? "") &&
      isOrAny(permission.SourceAccount, stack.accountId) &&
      isOrAny(permission.FunctionUrlAuthType, viaFunctionUrl ? "NONE" : undefined) &&
      isOrAny(permission.InvokedViaFunctionUrl, viaFunctionUrl)
    );
  });
  if (isLetIn) return;
  const who = [principal, invoker.eventSourceToken, invoker.sourceArn].filter(Boolean).join(" for ");
  throw new InvocationRefused(`AccessDeniedException: nothing lets ${who} do ${action} to ${target}`);
}

function isOrAny<Value>(limit: Value | undefined, value: Value | undefined): boolean {
  return limit === undefined || limit === value;
}
