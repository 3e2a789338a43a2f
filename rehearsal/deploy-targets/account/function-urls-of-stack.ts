import * as z from "zod/mini";
import type { DeployedStack } from "../deployed-stack.ts";
import { attributeOf, readProperties, resourcesOf } from "./resources-of-stack.ts";
import type { Invoker } from "./trigger-permissions.ts";

/** A function that is called by a URL of its own. */
export interface StackFunctionUrl {
  /** As the stack has it, such as `https://….lambda-url.us-east-1.on.aws/`. */
  readonly url: string;
  /** The function's name or ARN. */
  readonly target: string;
}

/** Who calls such a URL: both have to be let in. Source: Lambda developer guide, "Control access to function URLs". */
export const urlCallers: readonly Invoker[] = [
  { principal: "*", action: "lambda:InvokeFunctionUrl", viaFunctionUrl: true },
  { principal: "*", action: "lambda:InvokeFunction", viaFunctionUrl: true },
];

/** A URL that wants signed requests is called by nobody here. */
const urlSchema = z.object({ TargetFunctionArn: z.string(), AuthType: z.literal("NONE") });

/** Reads the stack's function URLs. @throws {Error} when one wants signed requests. */
export function functionUrlsOf(stack: Pick<DeployedStack, "resources">): readonly StackFunctionUrl[] {
  return resourcesOf(stack, "AWS::Lambda::Url").map((resource) => ({
    url: attributeOf(resource, "FunctionUrl"),
    target: readProperties(resource, urlSchema).TargetFunctionArn,
  }));
}
