import { invalid } from "./errors.ts";
import { resolve } from "./intrinsics.ts";
import { functionIn, listOf, type Scope, textOf } from "./scope.ts";

/**
 * Works out the conditions that a template declares.
 * @param scope with the parameters; conditions know no resources.
 */
export function workOutConditions(
  scope: Omit<Scope, "conditions" | "ref" | "attribute">,
): Readonly<Record<string, boolean>> {
  const done: Record<string, boolean> = {};
  const declared = scope.template.Conditions;
  const pending = new Set<string>();
  const unknown = (name: string): never => {
    throw invalid(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  };

  function workOut(name: string): boolean {
    if (done[name] !== undefined) return done[name];
    if (!Object.hasOwn(declared, name)) {
      throw invalid(`Template format error: Unresolved condition dependency ${name}`);
    }
    if (pending.has(name)) {
      throw invalid(`Template format error: Circular dependency between conditions: [${[...pending].join(", ")}]`);
    }
    pending.add(name);
    const value = holds(declared[name], full, workOut);
    pending.delete(name);
    done[name] = value;
    return value;
  }

  const full: Scope = { ...scope, conditions: done, ref: unknown, attribute: unknown };
  for (const name of Object.keys(declared)) workOut(name);
  return done;
}

/**
 * Whether a condition holds.
 * @param named the conditions that it may name
 */
export function holds(condition: unknown, scope: Scope, named: (name: string) => boolean): boolean {
  const [name, argument] = functionIn(condition) ?? [];
  const inner = (each: unknown): boolean => holds(each, scope, named);
  switch (name) {
    case "Condition":
      return named(textOf("Condition", argument));
    case "Fn::And":
      return listOf(name, argument, 2, 10).map(inner).every(Boolean);
    case "Fn::Or":
      return listOf(name, argument, 2, 10).map(inner).some(Boolean);
    case "Fn::Not":
      return !listOf(name, argument, 1).map(inner)[0];
    case "Fn::Equals": {
      const [left, right] = listOf(name, argument, 2).map((each) => comparable(resolve(each, scope)));
      return left === right;
    }
    case "Fn::Contains": {
      const [list, text] = listOf(name, argument, 2).map((each) => resolve(each, scope));
      return Array.isArray(list) && list.map(String).includes(textOf(name, text));
    }
    default:
      throw invalid(
        `Template error: every condition is one of Fn::And, Fn::Or, Fn::Not and Fn::Equals; here is ${name ?? "none of them"}.`,
      );
  }
}

/** Two values are equal as text: `true` and `"true"` are one. */
function comparable(value: unknown): string {
  return Array.isArray(value) ? JSON.stringify(value.map(String)) : textOf("Fn::Equals", value);
}
