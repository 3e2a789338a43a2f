import * as z from "zod/mini";
import { parseJson } from "../../../aws/json-operations.ts";
import type { LambdaCall } from "../../../aws/lambda.ts";
import { refused } from "../../../aws/refused.ts";

/** Reads the body of a call. @throws {WireError} ValidationException, where it is not as the schema has it. */
export function readInput<Schema extends z.ZodMiniType>(schema: Schema, { body }: LambdaCall): z.output<Schema> {
  const parsed = z.safeParse(schema, parseJson(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join(".") ?? "";
  throw refused("ValidationException", `1 validation error detected: '${where}' ${issue?.message}`);
}

/** Waits for a change of what runs. @throws {WireError} InvalidParameterValueException, where it cannot run so. */
export async function made(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw refused("InvalidParameterValueException", (error as Error).message);
  }
}
