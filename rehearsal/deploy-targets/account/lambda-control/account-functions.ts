import type { LambdaCall } from "../../../aws/lambda.ts";
import { refused } from "../../../aws/refused.ts";
import { readFunctionName } from "../../cloudformation/function-name.ts";
import type { ArtifactVersion, DeployedStack } from "../../deployed-stack.ts";
import { functionsOf, type StackFunction } from "../functions-of-stack.ts";
import type { LiveStacks } from "../live-stacks.ts";
import { type Judges, mustMay } from "../must-may.ts";
import { type NamedResource, resourcesOf } from "../resources-of-stack.ts";

/** What Lambda's control plane is made with. */
export interface LambdaControlOptions {
  readonly stacks: LiveStacks;
  readonly identities: Judges;
  /** Twelve digits. */
  readonly accountId: string;
  /** How many executions at once the account's functions may have in a region. */
  readonly concurrentExecutions: number;
  /** The code of a stack's function. */
  readonly readCode: (stackId: string, version: ArtifactVersion) => Buffer | undefined;
}

/** A function that a call is about. */
export interface AccountFunction {
  readonly stack: DeployedStack;
  readonly resource: NamedResource;
  readonly function: StackFunction;
  /** The version or alias that is meant, where one is. */
  readonly qualifier: string | undefined;
}

/** The functions that an account has in a region, each with its stack. */
export function functionsIn(region: string, stacks: LiveStacks): readonly Omit<AccountFunction, "qualifier">[] {
  return stacks
    .all()
    .filter((stack) => stack.region === region)
    .flatMap((stack) => {
      const read = functionsOf(stack);
      return resourcesOf(stack, "AWS::Lambda::Function").flatMap((resource) => {
        const found = read.find(({ name }) => name === resource.physicalId);
        return found === undefined ? [] : [{ stack, resource, function: found }];
      });
    });
}

/**
 * The function that a call is about, for whoever may do this to it.
 * @param action such as `lambda:GetPolicy`.
 * @throws {WireError} AccessDeniedException, ResourceNotFoundException.
 */
export function functionOf(call: LambdaCall, action: string, options: LambdaControlOptions): AccountFunction {
  const { stacks, identities, accountId } = options;
  const { functionName, query, region, key } = call;
  const named = readFunctionName(functionName, { region, accountId });
  const arn = named?.arn ?? `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
  mustMay(identities, key, { action, resource: arn }, 403);
  const found = functionsIn(region, stacks).find((each) => each.function.arn === arn);
  if (found === undefined) throw refused("ResourceNotFoundException", `Function not found: ${arn}`, 404);
  const qualifier = query.get("Qualifier") ?? named?.qualifier;
  return { ...found, qualifier: qualifier === "$LATEST" ? undefined : qualifier };
}
