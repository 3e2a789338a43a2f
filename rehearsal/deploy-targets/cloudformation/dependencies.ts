import { invalid } from "./errors.ts";
import { conditionNamed, functionIn, type Scope } from "./scope.ts";
import { namesIn } from "./substitute.ts";

/** The resources that a stack is to have, and what each needs. */
export interface Dependencies {
  /** Logical ids, each after all that it needs. */
  readonly order: readonly string[];
  /** All that must be there before a resource, also by way of others. */
  readonly of: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Puts the resources whose conditions hold in an order in which they can be made.
 * @throws {WireError} ValidationError, where one refers to nothing or to itself by way of others.
 */
export function orderResources(scope: Pick<Scope, "template" | "parameters" | "pseudo" | "conditions">): Dependencies {
  const { template, conditions } = scope;
  const active = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || conditionNamed(Condition, conditions),
  );
  const ids = new Set(active.map(([id]) => id));
  const isGiven = (name: string): boolean =>
    name === "AWS::NoValue" || Object.hasOwn(scope.pseudo, name) || Object.hasOwn(scope.parameters, name);
  const resourcesNamedIn = (value: unknown): readonly string[] =>
    [...referencesIn(value, conditions)].filter((name) => !isGiven(name));
  const direct = new Map<string, readonly string[]>();
  for (const [id, { Properties, DependsOn }] of active) {
    const named = resourcesNamedIn(Properties);
    // To wait for a resource whose condition does not hold is to wait for nothing.
    const awaited = DependsOn.filter((name) => ids.has(name) || !Object.hasOwn(template.Resources, name));
    const needs = [...named, ...awaited];
    checkNames(needs, ids, "Resources");
    direct.set(id, needs);
  }
  for (const { Value, Condition } of Object.values(template.Outputs)) {
    if (Condition !== undefined && !conditionNamed(Condition, conditions)) continue;
    checkNames(resourcesNamedIn(Value), ids, "Outputs");
  }
  return sort(direct);
}

function checkNames(names: readonly string[], ids: ReadonlySet<string>, block: string): void {
  const unknown = names.filter((name) => !ids.has(name));
  if (unknown.length === 0) return;
  throw invalid(
    `Template format error: Unresolved resource dependencies [${unknown.join(", ")}] in the ${block} block of the template`,
  );
}

/** The names that a value refers to, in those branches of it that count. */
function referencesIn(value: unknown, conditions: Scope["conditions"]): Set<string> {
  const names = new Set<string>();
  const visit = (each: unknown): void => {
    const [name, argument] = functionIn(each) ?? [];
    if (name === "Ref") names.add(String(argument));
    else if (name === "Fn::GetAtt") names.add(String([argument].flat()[0]).split(".")[0] ?? "");
    else if (name === "Fn::If" && Array.isArray(argument)) {
      visit(conditionNamed(String(argument[0]), conditions) ? argument[1] : argument[2]);
    } else if (name === "Fn::Sub") {
      const [text, own = {}] = [argument].flat();
      for (const inText of namesIn(String(text))) {
        if (!Object.hasOwn(Object(own), inText)) names.add(inText.split(".")[0] ?? "");
      }
      visit(own);
    } else if (typeof each === "object" && each !== null) for (const member of Object.values(each)) visit(member);
  };
  visit(value);
  return names;
}

function sort(direct: ReadonlyMap<string, readonly string[]>): Dependencies {
  const of = new Map<string, Set<string>>();
  while (of.size < direct.size) {
    const ready = [...direct].filter(([id, needs]) => !of.has(id) && needs.every((need) => of.has(need)));
    if (ready.length === 0) {
      const left = [...direct.keys()].filter((id) => !of.has(id));
      throw invalid(`Circular dependency between resources: [${left.join(", ")}]`);
    }
    for (const [id, needs] of ready) of.set(id, new Set(needs.flatMap((need) => [need, ...(of.get(need) ?? [])])));
  }
  return { order: [...of.keys()], of };
}
