import * as z from "zod/mini";
import type { DeployedStack } from "../deployed-stack.ts";
import { eventPatternSchema, matchesEvent } from "./event-pattern.ts";
import { attributeOf, readProperties, resourcesOf } from "./resources-of-stack.ts";

/** A rule of the stack's on the account's default event bus. */
export interface StackRule {
  readonly arn: string;
  /** The ARNs of what it invokes. */
  readonly targets: readonly string[];
  isFor(event: unknown): boolean;
}

/** Strict: an input that is made over, or a schedule, is not read here. */
const ruleSchema = z.strictObject({
  Name: z.optional(z.string()),
  Description: z.optional(z.string()),
  State: z._default(z.literal(["ENABLED", "DISABLED"]), "ENABLED"),
  EventBusName: z._default(z.literal("default"), "default"),
  EventPattern: eventPatternSchema,
  Targets: z.array(
    z.strictObject({
      Id: z.string(),
      Arn: z.string(),
      RetryPolicy: z.optional(z.unknown()),
      DeadLetterConfig: z.optional(z.unknown()),
    }),
  ),
  Tags: z.optional(z.unknown()),
});

/** Reads the stack's enabled rules. @throws {Error} that says which property is not as it must be. */
export function rulesOf(stack: Pick<DeployedStack, "resources">): readonly StackRule[] {
  return resourcesOf(stack, "AWS::Events::Rule").flatMap((resource) => {
    const { State, EventPattern, Targets } = readProperties(resource, ruleSchema);
    if (State === "DISABLED") return [];
    return [
      {
        arn: attributeOf(resource, "Arn"),
        targets: Targets.map(({ Arn }) => Arn),
        isFor: (event: unknown) => matchesEvent(EventPattern, event),
      },
    ];
  });
}
