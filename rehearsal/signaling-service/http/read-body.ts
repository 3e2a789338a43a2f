import type { IncomingMessage } from "node:http";
import { serviceError } from "../errors.ts";

/** The largest body that is read: fifty of the longest tags fit. */
export const MAX_BODY_BYTES = 256 * 1024;

/** More than this is not even read to its end: the connection is cut. */
const MAX_DISCARDED_BYTES = 8 * 1024 * 1024;

/**
 * Reads a request's body. One that is too long is read to its end all the same, so that the client sees the reply.
 * @throws {WireError} RequestTooLargeException
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_DISCARDED_BYTES) break;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (length > MAX_BODY_BYTES) {
    throw serviceError("RequestTooLargeException", `The request body is longer than ${MAX_BODY_BYTES} bytes.`);
  }
  return Buffer.concat(chunks, length);
}

/** Reads a body's JSON, undefined when it is none; an empty body counts as an empty object. */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Takes a body's JSON only where it is an object.
 * @throws {WireError} SerializationException
 */
export function requireObject(value: unknown): Record<string, unknown> {
  if (value === undefined) throw serviceError("SerializationException", "The request body is not valid JSON.");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw serviceError("SerializationException", "The request body is not a JSON object.");
  }
  return value as Record<string, unknown>;
}
