import type { ErrorObject } from "ajv";
import { validatorOf } from "./specification.ts";

/** What is wrong with a document by one of SMAPI's definitions: one sentence each, which begins with a JSON pointer. */
export function findingsBy(definition: string, document: unknown): readonly string[] {
  const validate = validatorOf(definition);
  if (validate(document)) return [];
  const errors = validate.errors ?? [];
  // Of a value of the wrong type, its allowed values say more than its type.
  const enumerated = new Set(
    errors.filter(({ keyword }) => keyword === "enum").map(({ instancePath }) => instancePath),
  );
  const telling = errors.filter(({ keyword, instancePath }) => keyword !== "type" || !enumerated.has(instancePath));
  return [...new Set(telling.map(sentenceOf))];
}

/** A finding: where, and what is wrong there. The document itself is called "the document". */
export function finding(pointer: string, fault: string): string {
  return `${pointer === "" ? "the document" : pointer}: ${fault}`;
}

const MANY = 12;

function sentenceOf({ keyword, instancePath, params, data, parentSchema, message }: ErrorObject): string {
  const fault = (text: string) => finding(instancePath, text);
  switch (keyword) {
    case "additionalProperties":
      return fault(
        `SMAPI knows no "${params.additionalProperty}" here; ${offer(
          params.additionalProperty,
          Object.keys(parentSchema?.properties ?? {}),
          "the keys are",
        )}`,
      );
    case "required":
      return fault(`"${params.missingProperty}" is missing`);
    case "enum":
      return fault(`${shown(data)} is not allowed; ${offer(data, params.allowedValues, "allowed are")}`);
    case "type":
      // The value itself is not shown: it could be a secret.
      return fault(`it must be ${named(params.type)}, and is ${named(typeOf(data))}`);
    case "pattern":
      return fault(`${shown(data)} ${demandOf(params.pattern)}`);
    case "minLength":
      return fault(`${shown(data)} must have at least ${params.limit} characters`);
    case "maxLength":
      return fault(`the text has ${[...String(data)].length} characters; at most ${params.limit} are allowed`);
    case "minItems":
      return fault(`at least ${params.limit} must be given`);
    case "maxItems":
      return fault(`${(data as readonly unknown[]).length} are given; at most ${params.limit} are allowed`);
    case "minProperties":
      return fault(`it must not be empty`);
    default:
      return fault(message ?? "not valid");
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function named(type: string): string {
  if (type === "boolean") return "true or false";
  if (type === "null" || type === "undefined") return "nothing";
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** A pattern in words, where it is one of beginnings, such as `^(arn|https://)`. */
function demandOf(pattern: string): string {
  const beginnings = /^\^\(([^()]+)\)$/.exec(pattern)?.[1]?.split("|");
  return beginnings ? `must begin with ${beginnings.map(quoted).join(" or ")}` : `must match ${pattern}`;
}

const SHOWN_CHARACTERS = 60;

/** A value as it stands, cut short. */
function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…"`;
}

/** What would be right: all of it, or where that is much, what comes closest. */
function offer(given: unknown, right: readonly string[], words: string): string {
  if (right.length <= MANY) return `${words} ${right.map(quoted).join(", ")}`;
  const closest = [...right].sort((a, b) => distance(String(given), a) - distance(String(given), b)).slice(0, 3);
  return `${words} ${right.length}, the closest of them ${closest.map(quoted).join(", ")}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** How many characters must be put in, taken out or changed to make one text of the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, character] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] ?? 0) + (to[j] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
