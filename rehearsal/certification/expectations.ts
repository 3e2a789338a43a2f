import * as z from "zod/mini";
import { acceptGrantFailedSchema, errorResponseSchema } from "../../protocol/alexa/error-response.ts";
import { field } from "../wire/fields.ts";
import { CheckFailed } from "./item.ts";
import type { Answer } from "./tester.ts";

/** How long the answer to any directive may take, in milliseconds. Source: Alexa.RTCSessionController. */
export const ANSWER_LIMIT_MS = 6_000;

/**
 * Fails the item unless something holds.
 * @throws {CheckFailed} with the sentence.
 */
export function ensure(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new CheckFailed(sentence);
}

/**
 * Holds an answer to a strict schema, to the directive's correlation token and to Alexa's 6 s.
 * @throws {CheckFailed} that says what the answer was instead, or which field is wrong; it quotes no value.
 */
export function expectEvent<Schema extends z.core.$ZodType>(answer: Answer, schema: Schema): z.infer<Schema> {
  expectInTime(answer);
  const read = z.safeParse(schema, answer.event);
  if (!read.success) throw new CheckFailed(whyNot(answer, read.error));
  expectCorrelation(answer);
  return read.data;
}

/**
 * Holds an answer to be an Alexa.ErrorResponse of one of these types.
 * @throws {CheckFailed} that says what it was instead.
 */
export function expectError(answer: Answer, ...types: readonly string[]): void {
  expectInTime(answer);
  const wanted = `${types.join(" or ")} was to be answered to ${answer.name}`;
  const error = z.safeParse(errorResponseSchema, answer.event);
  if (!error.success) throw new CheckFailed(`${wanted}, and the skill answered ${describeEvent(answer.event)}`);
  const { type } = error.data.event.payload;
  ensure(types.includes(type), `${wanted}, and the skill answered ${type}`);
  expectCorrelation(answer);
}

/**
 * Holds an answer to be the failure of AcceptGrant, which has a namespace and a type of its own.
 * @throws {CheckFailed} that says what it was instead.
 */
export function expectGrantRefused(answer: Answer): void {
  expectInTime(answer);
  ensure(
    z.safeParse(acceptGrantFailedSchema, answer.event).success,
    `ACCEPT_GRANT_FAILED in the namespace Alexa.Authorization was to be answered, and the skill answered ${describeEvent(answer.event)}`,
  );
}

/** What an event is, in a few words without a value of its own: its name, and an error's type. */
export function describeEvent(event: unknown): string {
  const inner = field(event, "event");
  const name = field(field(inner, "header"), "name");
  if (typeof name !== "string") return "no event at all";
  const type = field(field(inner, "payload"), "type");
  return name === "ErrorResponse" && typeof type === "string" ? `an ErrorResponse ${type}` : name;
}

function expectInTime({ name, milliseconds }: Answer): void {
  ensure(
    milliseconds <= ANSWER_LIMIT_MS,
    `the answer to ${name} took ${(milliseconds / 1_000).toFixed(1)} s, and Alexa waits ${ANSWER_LIMIT_MS / 1_000} s`,
  );
}

function expectCorrelation({ name, correlationToken, event }: Answer): void {
  const came = field(field(field(event, "event"), "header"), "correlationToken");
  ensure(
    came === correlationToken,
    correlationToken === undefined
      ? `the answer to ${name} has a correlationToken, and the directive had none`
      : `the answer to ${name} does not give the directive's correlationToken back`,
  );
}

function whyNot({ name, event }: Answer, error: z.core.$ZodError): string {
  const said = describeEvent(event);
  if (said.startsWith("an ErrorResponse") || said === "no event at all") {
    return `the answer to ${name} is ${said}`;
  }
  return `the answer to ${name} (${said}) breaks a rule at ${whereWrong(error)}`;
}

/** The first wrong field of something, and what is wrong with it. */
export function whereWrong(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") || "its root"}: ${issue?.message ?? "not as it should be"}`;
}
