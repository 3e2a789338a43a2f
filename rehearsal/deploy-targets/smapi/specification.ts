import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";

/** A definition of the specification, as far as it is read here. */
interface Definition {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly allOf?: readonly unknown[];
  readonly discriminator?: string;
}
type Definitions = Readonly<Record<string, Definition>>;

const PREFIX = "#/definitions/";

let definitions: Definitions | undefined;
const compiled = new Map<string, ValidateFunction>();

/**
 * The validator of one of SMAPI's definitions, such as `v1.skill.Manifest.SkillManifestEnvelope`. Keys that the
 * definition doesn't name are refused: the specification leaves them open, and a misspelt one is ignored without a word.
 * It and what it refers to are compiled at its first use: the whole specification has 681 definitions.
 * Source: `spec.json` of the package ask-smapi-model (Swagger 2), of June 2023.
 */
export function validatorOf(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  definitions ??= readDefinitions();
  const all = definitions;
  const needed = Object.fromEntries([...referencesOf(name, all)].map((each) => [each, all[each]]));
  // The only format that these definitions name is "uri", and their patterns say more.
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, validateFormats: false });
  const validate = ajv.compile({ $ref: PREFIX + name, definitions: needed });
  compiled.set(name, validate);
  return validate;
}

function readDefinitions(): Definitions {
  const path = createRequire(import.meta.url).resolve("ask-smapi-model/spec.json");
  const { definitions: all } = JSON.parse(readFileSync(path, "utf8")) as { definitions: Definitions };
  const bases = basesOf(all);
  return Object.fromEntries(
    Object.entries(all).map(([name, definition]) => [name, bases.has(name) ? definition : closed(definition)]),
  );
}

/** Definitions that others extend: what is sent for them has more keys than they name, so they stay open. */
function basesOf(all: Definitions): ReadonlySet<string> {
  const extended = Object.values(all).flatMap(({ allOf = [] }) => allOf.flatMap((part) => [...directReferences(part)]));
  const discriminated = Object.entries(all).filter(([, { discriminator }]) => discriminator !== undefined);
  return new Set([...extended, ...discriminated.map(([name]) => name)]);
}

/** The same, refusing keys that an object with named properties doesn't name; objects within it too. */
function closed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(closed) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, closed(each)]);
  const { properties, additionalProperties, allOf } = value as Definition;
  const named = typeof properties === "object" && additionalProperties === undefined && allOf === undefined;
  return Object.fromEntries(isSchema(value) && named ? [...entries, ["additionalProperties", false]] : entries);
}

/** Whether an object is a schema, and not a list of properties one of which is called "properties". */
function isSchema(value: object): boolean {
  return "type" in value && typeof value.type === "string";
}

/** The names of a definition and of all that it refers to. */
function referencesOf(name: string, all: Definitions, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const each of directReferences(all[name])) referencesOf(each, all, found);
  return found;
}

function* directReferences(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === "$ref" && typeof each === "string") yield each.slice(PREFIX.length);
    else yield* directReferences(each);
  }
}
