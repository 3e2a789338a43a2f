import { types } from "node:util";
import { Failure, type FailureCode } from "../failure.ts";

/** What a table that cannot be used is called, by what is kept in it. */
export type TableFailureCode = Extract<FailureCode, "registry-unreachable" | "state-unreachable">;

/**
 * A failed call to DynamoDB as a failure that tells AWS's name for it, such as `AccessDeniedException`. The error's
 * message goes no further: it may quote keys and replies.
 */
export function tableFailure(code: TableFailureCode, cause: unknown): Failure {
  const detail = nameOf(cause);
  return new Failure(code, { ...(detail !== undefined && { detail }), cause });
}

/** The system's name for the error, such as `ECONNRESET`, or AWS's. */
function nameOf(cause: unknown): string | undefined {
  if (!types.isNativeError(cause)) return undefined;
  const { name, code = name } = cause as NodeJS.ErrnoException;
  return code !== "Error" && /^[A-Za-z_]{1,64}$/.test(code) ? code : undefined;
}
