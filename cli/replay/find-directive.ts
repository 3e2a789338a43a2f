import * as z from "zod/mini";
import { type Envelope, envelopeSchema } from "../../rehearsal/replay/envelope.ts";
import { parsedJson } from "../../rehearsal/wire/mapped.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { directiveOfLogLine, isForAccount } from "./skill-log.ts";

/** A directive, and whether it was found whole or was made of one of the skill's own log lines. */
export interface FoundDirective {
  readonly envelope: Envelope;
  readonly fromLogLine: boolean;
}

const MAX_DEPTH = 32;
const EXPECTED =
  'Give JSON such as {"directive": {"header": {"namespace": "Alexa", "name": "ReportState", …}, …}}, a log line that holds it, or a line "view" or "directive failed" of the skill\'s own log.';

/**
 * Finds the directive in a text: JSON, or lines of a log whose JSON may stand behind a time and hold JSON in strings.
 * @param where the text is from, for people.
 * @param camera whom the directive is to be for instead of the endpoint that it names.
 * @throws {WrongUsage} that says what was expected, when there is none or more than one, or the camera does not fit.
 */
export function findDirective(text: string, where: string, camera: string | undefined): FoundDirective {
  const values = jsonIn(text);
  const whole: Envelope[] = [];
  const told: Envelope[] = [];
  const wrongFields: string[] = [];
  for (const value of values) look(value, 0);

  const found = whole.length > 0 ? whole : told;
  const [envelope, ...others] = found;
  if (envelope === undefined) {
    const [field] = wrongFields;
    if (field !== undefined) {
      throw new WrongUsage(`${where} has a directive whose ${field} is missing or no name of Alexa's. ${EXPECTED}`);
    }
    throw new WrongUsage(`${where} holds no ${values.length === 0 ? "JSON" : "directive"}. ${EXPECTED}`);
  }
  if (others.length > 0) {
    throw new WrongUsage(`${where} holds ${found.length} directives, and one at a time is replayed: leave the one.`);
  }
  const fromLogLine = whole.length === 0;
  if (camera !== undefined && isForAccount(envelope)) {
    throw new WrongUsage(`${envelope.directive.header.name} is for no camera: leave --camera out.`);
  }
  if (camera === undefined && fromLogLine && envelope.directive.endpoint === undefined && !isForAccount(envelope)) {
    throw new WrongUsage(`${where} does not say which camera it was: add --camera with its id, such as front-door.`);
  }
  return { envelope, fromLogLine };

  function look(value: unknown, depth: number): void {
    if (typeof value === "string") {
      const json = parsedJson(value);
      if (json !== undefined && depth < MAX_DEPTH) look(json, depth + 1);
      return;
    }
    if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return;
    const ofLog = directiveOfLogLine(value);
    if (ofLog !== undefined) {
      told.push(ofLog);
      return;
    }
    if ("directive" in value && typeof value.directive === "object") {
      const { data, error } = z.safeParse(envelopeSchema, value);
      if (data === undefined) wrongFields.push(error.issues[0]?.path.join(".") ?? "directive");
      else whole.push(data);
      return;
    }
    for (const each of Object.values(value)) look(each, depth + 1);
  }
}

/** The JSON that a text is, or that its lines end with. */
function jsonIn(text: string): unknown[] {
  const bare = text.replace(/^\uFEFF/, "");
  const whole = parsedJson(bare);
  if (whole !== undefined) return [whole];
  return bare.split("\n").flatMap((line) => {
    const json = parsedJson(line.slice(Math.max(0, line.indexOf("{"))));
    return json === undefined ? [] : [json];
  });
}
