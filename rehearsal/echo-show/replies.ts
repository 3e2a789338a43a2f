import type { Context } from "hono";
import * as z from "zod/mini";

/** Reads a call's body; undefined when it is not what is wanted. */
export async function read<Schema extends z.core.$ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  return z.safeParse(schema, await context.req.json().catch(() => undefined)).data;
}

/** Answers with what is wrong. */
export function refuse(context: Context, status: 400 | 403 | 404 | 409 | 413 | 500, error: string): Response {
  return context.json({ error }, status);
}

/** Answers that it is done. */
export function done(context: Context): Response {
  return context.body(null, 204);
}
