import { invalid } from "./errors.ts";
import type { ParameterDeclaration, Template } from "./template.ts";

/** A parameter as a request has it. */
export interface GivenParameter {
  readonly key: string;
  readonly value: string | undefined;
  /** Of an update: as the stack has it. */
  readonly usePrevious: boolean;
}

/** The parameters' values as text, a list's with its commas. */
export type ParameterTexts = Readonly<Record<string, string>>;

/**
 * Gives each of a template's parameters its value.
 * Source: CloudFormation template reference, Parameters. Not verified: the words of the refusals of a single value.
 * @throws {WireError} ValidationError for a parameter that is unknown, missing or of a wrong value.
 */
export function readParameters(
  { Parameters: declared }: Template,
  given: readonly GivenParameter[],
  previous: ParameterTexts = {},
): ParameterTexts {
  const unknown = given.map(({ key }) => key).filter((key) => !Object.hasOwn(declared, key));
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  const values: Record<string, string | undefined> = {};
  for (const [name, { Default }] of Object.entries(declared)) values[name] = Default;
  for (const { key, value, usePrevious } of given) {
    if (value !== undefined) values[key] = value;
    else values[key] = usePrevious ? previous[key] : undefined;
  }
  const missing = Object.keys(declared).filter((name) => values[name] === undefined);
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(", ")}] must have values`);
  for (const [name, declaration] of Object.entries(declared)) checkValue(name, values[name] ?? "", declaration);
  return values as ParameterTexts;
}

/** What `Ref` gives of each parameter. */
export function valuesOf({ Parameters }: Template, texts: ParameterTexts): Record<string, string | readonly string[]> {
  const isList = (name: string) => /^(CommaDelimitedList$|List<)/.test(Parameters[name]?.Type ?? "");
  const entries = Object.entries(texts).map(([name, text]) => [name, isList(name) ? splitList(text) : text] as const);
  return Object.fromEntries(entries);
}

function splitList(text: string): readonly string[] {
  return text.split(",").map((member) => member.trim());
}

function checkValue(name: string, text: string, declaration: ParameterDeclaration): void {
  const { Type } = declaration;
  if (!/^(String|Number|CommaDelimitedList|List<Number>)$/.test(Type)) {
    throw invalid(`Template format error: this stand-in knows no parameters of the type ${Type} (${name})`);
  }
  const wrong = wrongOf(name, text, declaration);
  if (wrong === undefined) return;
  const constraint = declaration.ConstraintDescription;
  throw invalid(constraint === undefined ? wrong : `Parameter ${name} failed to satisfy constraint: ${constraint}`);
}

function wrongOf(name: string, text: string, declaration: ParameterDeclaration): string | undefined {
  const { Type, AllowedValues, AllowedPattern, MinLength = 0, MaxLength = 4096, MinValue, MaxValue } = declaration;
  const members = Type === "String" || Type === "Number" ? [text] : splitList(text);
  if (AllowedValues !== undefined && !members.every((member) => AllowedValues.includes(member))) {
    return `Parameter '${name}' must be one of AllowedValues`;
  }
  if (/Number/.test(Type)) {
    const numbers = members.map((member) => (member === "" ? Number.NaN : Number(member)));
    if (numbers.some(Number.isNaN)) return `Parameter '${name}' must be a number`;
    if (MinValue !== undefined && numbers.some((number) => number < MinValue)) {
      return `Parameter '${name}' must be a number not less than ${MinValue}`;
    }
    if (MaxValue !== undefined && numbers.some((number) => number > MaxValue)) {
      return `Parameter '${name}' must be a number not greater than ${MaxValue}`;
    }
    return undefined;
  }
  if (AllowedPattern !== undefined && !members.every((member) => new RegExp(`^(?:${AllowedPattern})$`).test(member))) {
    return `Parameter '${name}' must match pattern ${AllowedPattern}`;
  }
  if (Type !== "String") return undefined;
  if (text.length < MinLength) return `Parameter '${name}' must contain at least ${MinLength} characters`;
  if (text.length > MaxLength) return `Parameter '${name}' must contain at most ${MaxLength} characters`;
  return undefined;
}
