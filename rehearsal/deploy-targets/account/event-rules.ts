import * as z from "zod/mini";
import type { SignedCall } from "../../aws/aws-server.ts";
import { type JsonOperations, jsonOperation } from "../../aws/json-operations.ts";
import { refused } from "../../aws/refused.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import type { LiveStacks } from "./live-stacks.ts";
import { type Judges, mustMay } from "./must-may.ts";
import { attributeOf, type NamedResource, readProperties, resourcesOf } from "./resources-of-stack.ts";

/** What EventBridge's control plane is made with. */
export interface EventRulesOptions {
  readonly stacks: LiveStacks;
  readonly identities: Judges;
  /** Twelve digits. */
  readonly accountId: string;
}

interface FoundRule {
  readonly stack: DeployedStack;
  readonly resource: NamedResource;
}

const bus = z.optional(z.string());
const named = z.object({ Name: z.string().check(z.minLength(1)), EventBusName: bus });
const ofRule = z.object({ Rule: z.string().check(z.minLength(1)), EventBusName: bus });
const listed = z.object({ NamePrefix: z._default(z.string(), ""), EventBusName: bus });
/** Strict: an input that is made over is not read when events are delivered. */
const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RetryPolicy: z.optional(z.unknown()),
  DeadLetterConfig: z.optional(z.unknown()),
});
const put = z.extend(ofRule, { Targets: z.array(target).check(z.minLength(1)) });
const removed = z.extend(ofRule, { Ids: z.array(z.string()).check(z.minLength(1)) });

/** What is told of a rule. */
const ruleSchema = z.object({
  Description: z.optional(z.string()),
  State: z._default(z.string(), "ENABLED"),
  EventPattern: z.optional(z.unknown()),
  Targets: z._default(z.array(target), []),
});

const noFailures = { FailedEntryCount: 0, FailedEntries: [] };

/**
 * EventBridge's operations on the rules of an account's stacks, all of them on the default bus: DescribeRule, ListRules,
 * EnableRule, DisableRule, ListTargetsByRule, PutTargets and RemoveTargets.
 * Not verified: the words of the refusals. Source: EventBridge API reference, these operations.
 */
export function eventRules({ stacks, identities, accountId }: EventRulesOptions): JsonOperations {
  const rulesIn = (region: string): readonly FoundRule[] =>
    stacks
      .all()
      .filter((stack) => stack.region === region)
      .flatMap((stack) => resourcesOf(stack, "AWS::Events::Rule").map((resource) => ({ stack, resource })));

  function find(name: string, busName: string | undefined, operation: string, call: SignedCall): FoundRule {
    const resource = `arn:aws:events:${call.region}:${accountId}:rule/${name}`;
    mustMay(identities, call.key, { action: `events:${operation}`, resource });
    const shown = busName?.replace(/^.*\//, "") ?? "default";
    const found = rulesIn(call.region).find(({ resource }) => resource.physicalId === name);
    if (found !== undefined && shown === "default") return found;
    throw refused("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${shown}.`);
  }

  const change = ({ stack, resource }: FoundRule, properties: object) =>
    stacks.change(stack.stackId, resource.logicalId, (now) => ({ ...now, ...properties }));

  const stateTo = (State: "ENABLED" | "DISABLED", operation: string) =>
    jsonOperation(named, async ({ Name, EventBusName }, call) => {
      await change(find(Name, EventBusName, operation, call), { State });
      return {};
    });

  return {
    DescribeRule: jsonOperation(named, ({ Name, EventBusName }, call) => ({
      ...describeRule(find(Name, EventBusName, "DescribeRule", call).resource),
      CreatedBy: accountId,
    })),
    ListRules: jsonOperation(listed, ({ NamePrefix }, call) => {
      const resource = `arn:aws:events:${call.region}:${accountId}:rule/*`;
      mustMay(identities, call.key, { action: "events:ListRules", resource });
      const rules = rulesIn(call.region).filter(({ resource }) => resource.physicalId.startsWith(NamePrefix));
      return { Rules: rules.map(({ resource }) => describeRule(resource)) };
    }),
    EnableRule: stateTo("ENABLED", "EnableRule"),
    DisableRule: stateTo("DISABLED", "DisableRule"),
    ListTargetsByRule: jsonOperation(ofRule, ({ Rule, EventBusName }, call) => ({
      Targets: targetsOf(find(Rule, EventBusName, "ListTargetsByRule", call)),
    })),
    PutTargets: jsonOperation(put, async ({ Rule, EventBusName, Targets }, call) => {
      const rule = find(Rule, EventBusName, "PutTargets", call);
      const others = targetsOf(rule).filter(({ Id }) => Targets.every((each) => each.Id !== Id));
      await change(rule, { Targets: [...others, ...Targets] });
      return noFailures;
    }),
    RemoveTargets: jsonOperation(removed, async ({ Rule, EventBusName, Ids }, call) => {
      const rule = find(Rule, EventBusName, "RemoveTargets", call);
      await change(rule, { Targets: targetsOf(rule).filter(({ Id }) => !Ids.includes(Id)) });
      return noFailures;
    }),
  };
}

function targetsOf({ resource }: FoundRule): readonly z.infer<typeof target>[] {
  return readProperties(resource, ruleSchema).Targets;
}

function describeRule(resource: NamedResource): object {
  const { EventPattern, State, Description } = readProperties(resource, ruleSchema);
  return {
    Name: resource.physicalId,
    Arn: attributeOf(resource, "Arn"),
    ...(EventPattern !== undefined && { EventPattern: JSON.stringify(EventPattern) }),
    State,
    ...(Description !== undefined && { Description }),
    EventBusName: "default",
  };
}
