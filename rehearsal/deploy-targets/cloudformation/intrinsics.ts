import { invalid } from "./errors.ts";
import { conditionNamed, functionIn, listOf, NO_VALUE, type Scope, textOf } from "./scope.ts";
import { substitute } from "./substitute.ts";

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/**
 * Works out every function in a value of a template, and leaves out what is `AWS::NoValue`.
 * Source: CloudFormation template reference, intrinsic functions.
 * @throws {WireError} ValidationError for a function that is used wrongly or that this stand-in does not know.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const called = functionIn(value);
  if (called !== undefined && called[0] !== "Condition") return call(called, scope);
  if (Array.isArray(value)) {
    return value.map((member) => resolve(member, scope)).filter((member) => member !== NO_VALUE);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, resolve(member, scope)] as const);
  return Object.fromEntries(entries.filter(([, member]) => member !== NO_VALUE));
}

function call([name, argument]: readonly [string, unknown], scope: Scope): unknown {
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined) {
    throw invalid(`Template error: this stand-in does not know the function ${name} here.`);
  }
  return intrinsic(argument, scope);
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => reference(textOf("Ref", argument), scope),
  "Fn::GetAtt": (argument, scope) => {
    const [id, ...path] = typeof argument === "string" ? argument.split(".") : listOf("Fn::GetAtt", argument, 2);
    return scope.attribute(
      textOf("Fn::GetAtt", id),
      path.map((part) => textOf("Fn::GetAtt", resolve(part, scope))).join("."),
    );
  },
  "Fn::Sub": (argument, scope) => {
    const [text, own = {}] = typeof argument === "string" ? [argument] : listOf("Fn::Sub", argument, 2);
    const values = resolve(own, scope) as Readonly<Record<string, unknown>>;
    return substitute(textOf("Fn::Sub", text), (name) => {
      if (Object.hasOwn(values, name)) return textOf("Fn::Sub", values[name]);
      const dot = name.indexOf(".");
      const value = dot < 0 ? reference(name, scope) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
      return textOf("Fn::Sub", value);
    });
  },
  "Fn::Join": (argument, scope) => {
    const [delimiter, values] = listOf("Fn::Join", argument, 2);
    const resolved = resolve(values, scope);
    if (!Array.isArray(resolved)) throw invalid("Template error: every Fn::Join object requires a list to join.");
    return resolved.map((value) => textOf("Fn::Join", value)).join(textOf("Fn::Join", delimiter));
  },
  "Fn::If": (argument, scope) => {
    const [condition, yes, no] = listOf("Fn::If", argument, 3);
    return resolve(conditionNamed(textOf("Fn::If", condition), scope.conditions) ? yes : no, scope);
  },
  "Fn::Select": (argument, scope) => {
    const [index, values] = listOf("Fn::Select", argument, 2).map((member) => resolve(member, scope));
    const chosen = Array.isArray(values) ? values[Number(textOf("Fn::Select", index))] : undefined;
    if (chosen === undefined) {
      throw invalid(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
    }
    return chosen;
  },
  "Fn::Split": (argument, scope) => {
    const [delimiter, text] = listOf("Fn::Split", argument, 2);
    return textOf("Fn::Split", resolve(text, scope)).split(textOf("Fn::Split", delimiter));
  },
  "Fn::FindInMap": (argument, scope) => {
    const path = listOf("Fn::FindInMap", argument, 3).map((member) => textOf("Fn::FindInMap", resolve(member, scope)));
    const [map = "", top = "", second = ""] = path;
    const found = scope.template.Mappings[map]?.[top]?.[second];
    if (found === undefined) throw invalid(`Template error: Unable to get mapping for ${path.join("::")}`);
    return found;
  },
};

function reference(name: string, scope: Scope): unknown {
  if (name === "AWS::NoValue") return NO_VALUE;
  return scope.pseudo[name] ?? scope.parameters[name] ?? scope.ref(name);
}
