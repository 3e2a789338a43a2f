import * as z from "zod/mini";
import { closest } from "../closest.ts";
import { describable, describeIssue } from "../validation.ts";
import { InvalidBehaviour } from "./invalid-behaviour.ts";
import { formatSpecification } from "./specification.ts";

/** One parameter of a kind, for whoever fills it in. */
export interface ParameterDescription {
  readonly name: string;
  readonly summary: string;
  readonly type: "number" | "text";
  readonly required: boolean;
  /** There when only these are taken. */
  readonly choices?: string[];
  /** What is taken when it is left out, where that is a value. */
  readonly default?: string | number;
}

/** What can be asked for by its name, with parameters: a behaviour of the service, or a manner of a camera. */
export interface NamedKind<Made> {
  readonly name: string;
  readonly summary: string;
  /** The parameter whose name may be left out in the text form. */
  readonly positional: string | undefined;
  describeParameters(): ParameterDescription[];
  /**
   * Makes one. A number may be given as text.
   * @throws {InvalidBehaviour} that names the parameter and the rule.
   */
  make(parameters: Readonly<Record<string, unknown>>): Made;
}

/** A kind's parameters, by name. */
export type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** What a kind is made of. */
export interface Definition<Parameters extends Shape, Made> {
  /** As people type it: lower case, with hyphens. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly parameters: Parameters;
  readonly positional?: keyof Parameters & string;
  /** `textForm` is how one would type what is made. */
  make(parameters: z.output<z.ZodMiniObject<Parameters, z.core.$strict>>, textForm: string): Made;
}

/** Makes a kind of its schema and its factory. */
export function namedKind<Parameters extends Shape, Made>(definition: Definition<Parameters, Made>): NamedKind<Made> {
  const { name, summary, positional } = definition;
  const schema: z.ZodMiniObject<Parameters, z.core.$strict> = z.strictObject(definition.parameters);
  const known = new Map(Object.entries(definition.parameters));
  return {
    name,
    summary,
    positional,
    describeParameters: () => describeParameters(schema),
    make(parameters) {
      const given = Object.fromEntries(
        Object.entries(parameters).map(([key, value]) => [key, adapt(known.get(key), value)]),
      );
      const result = schema.safeParse(given, describable);
      if (result.success) return definition.make(result.data, formatSpecification(name, given));
      throw new InvalidBehaviour(`${name}: ${result.error.issues.map((issue) => explain(issue, schema)).join("; ")}`);
    },
  };
}

/**
 * The kind of that name; `what` says in the error what there is none of.
 * @throws {InvalidBehaviour} that says which there are, or which was meant.
 */
export function findKind<Kind extends { readonly name: string }>(
  kinds: readonly Kind[],
  name: string,
  what: string,
): Kind {
  const kind = kinds.find((each) => each.name === name);
  if (kind !== undefined) return kind;
  const names = kinds.map((each) => each.name);
  const meant = closest(name, names);
  const choice = meant === undefined ? `there are: ${names.join(", ")}` : `did you mean ${meant}?`;
  throw new InvalidBehaviour(`there is no ${what} "${name}"; ${choice}`);
}

/** On a command line and in a form everything is text: what a parameter does not take as text may be a number. */
function adapt(parameter: z.ZodMiniType | undefined, value: unknown): unknown {
  if (typeof value !== "string" || value.trim() === "" || parameter?.safeParse(value).success) return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function explain(issue: z.core.$ZodIssue, schema: z.ZodMiniObject): string {
  if (issue.code !== "unrecognized_keys") return describeIssue(issue);
  const names = Object.keys(schema.shape);
  const unknown = issue.keys.join(", ");
  return names.length === 0
    ? `it takes no parameters, and not ${unknown}`
    : `it does not take ${unknown}, but ${names.join(", ")}`;
}

const propertySchema = z.object({
  description: z.string(),
  type: z.optional(z.string()),
  enum: z.optional(z.array(z.string())),
  default: z.optional(z.union([z.string(), z.number()])),
});

function describeParameters(schema: z.ZodMiniObject): ParameterDescription[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, property]) => {
    const { description, type = "string", enum: choices, default: value } = z.parse(propertySchema, property);
    return {
      name,
      summary: description,
      type: type === "integer" || type === "number" ? "number" : "text",
      required: required.includes(name),
      ...(choices === undefined ? {} : { choices }),
      ...(value === undefined ? {} : { default: value }),
    };
  });
}
