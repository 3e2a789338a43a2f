import * as z from "zod/mini";
import { controlPlaneOperations } from "../control-plane/operations.ts";
import { dataPlaneOperations } from "../data-plane/operations.ts";

// The parameters that several behaviours take.

/** An hour: the longest that any connection lives. */
const MAX_MILLISECONDS = 3_600_000;

/** A time in milliseconds, and what it is for. */
export function milliseconds(summary: string) {
  return z.int().check(z.minimum(0), z.maximum(MAX_MILLISECONDS), z.describe(summary));
}

/** All that a call or handshake may be. */
export const operationNames: readonly string[] = [
  ...[...controlPlaneOperations, ...dataPlaneOperations].map(({ name }) => name),
  "ConnectAsMaster",
  "ConnectAsViewer",
];

/** The name of an operation or handshake, and what happens to it. */
export function operation(summary: string) {
  return z.enum(operationNames).check(z.describe(summary));
}

/** The one operation that a behaviour is about. */
export const onlyOperation = z.optional(operation("only this operation; all operations when left out"));
