import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { AwsReply, SignedCall } from "./aws-server.ts";
import { refused } from "./refused.ts";

/**
 * One operation of a service that speaks AWS JSON.
 * @throws {WireError} the service's refusal.
 */
export type JsonOperation = (body: unknown, call: SignedCall) => Promise<object> | object;

/** The operations that a service knows, by their names, such as `DescribeRule`. */
export type JsonOperations = Readonly<Record<string, JsonOperation>>;

/** An operation that reads its input with a schema; what does not fit is a ValidationException. */
export function jsonOperation<Schema extends z.ZodMiniType>(
  input: Schema,
  run: (input: z.output<Schema>, call: SignedCall) => Promise<object> | object,
): JsonOperation {
  return (body, call) => {
    const parsed = z.safeParse(input, body);
    if (parsed.success) return run(parsed.data, call);
    const [issue] = parsed.error.issues;
    throw refused("ValidationException", `The request is wrong at ${issue?.path.join(".")}: ${issue?.message}`);
  };
}

/** The name of the operation that a call asks for: in `X-Amz-Target` after the service's. Source: Smithy, AWS JSON 1.1. */
export function jsonOperationOf({ headers }: SignedCall): string {
  return String(headers["x-amz-target"] ?? "").replace(/^.*\./, "");
}

/** Answers a call of one of these operations. @throws {WireError} the service's refusal. */
export async function answerJson(operations: JsonOperations, call: SignedCall): Promise<AwsReply> {
  const name = jsonOperationOf(call);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw refused("UnknownOperationException", "");
  return jsonReply(200, await operation(parseJson(call.body), call));
}

/** A reply in AWS JSON. */
export function jsonReply(status: number, body: object): AwsReply {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
  return { status, headers, body: JSON.stringify(body) };
}

/** What a body holds; undefined where it is no JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
