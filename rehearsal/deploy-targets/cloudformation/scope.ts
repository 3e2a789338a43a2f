import { invalid } from "./errors.ts";
import type { Template } from "./template.ts";

/** What the functions of a template are worked out with. */
export interface Scope {
  readonly template: Template;
  /** The parameters' values; a list parameter's are a list. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** The pseudo parameters, such as `AWS::Region`. */
  readonly pseudo: Readonly<Record<string, string>>;
  /** The conditions that the template declares, worked out. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** What a resource's `Ref` gives. */
  ref(logicalId: string): string;
  /** What a resource's `Fn::GetAtt` gives. */
  attribute(logicalId: string, name: string): string;
}

/** `AWS::NoValue`: whoever has it as a value goes without the property. */
export const NO_VALUE = Symbol("AWS::NoValue");

/** A function as it stands in a template: an object with nothing else in it. */
export function functionIn(value: unknown): readonly [name: string, argument: unknown] | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return undefined;
  return entry[0] === "Ref" || entry[0] === "Condition" || entry[0].startsWith("Fn::") ? entry : undefined;
}

/** @throws {WireError} ValidationError, unless it is a list of as many members as are asked for. */
export function listOf(name: string, argument: unknown, atLeast: number, atMost = atLeast): readonly unknown[] {
  if (Array.isArray(argument) && argument.length >= atLeast && argument.length <= atMost) return argument;
  throw invalid(`Template error: every ${name} object requires a list of ${atLeast} to ${atMost} members.`);
}

/** @throws {WireError} ValidationError, unless it is a text, a number or a truth value. */
export function textOf(name: string, value: unknown): string {
  if (["string", "number", "boolean"].includes(typeof value)) return String(value);
  throw invalid(`Template error: every ${name} object must have String values.`);
}

/** @throws {WireError} ValidationError, where the template does not declare the condition. */
export function conditionNamed(name: string, conditions: Readonly<Record<string, boolean>>): boolean {
  const value = conditions[name];
  if (value === undefined) throw invalid(`Template format error: Unresolved condition dependency ${name}`);
  return value;
}
