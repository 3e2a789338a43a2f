import * as z from "zod/mini";
import { Failure, type FailureCode } from "../failure.ts";
import { UnknownOperation } from "./unknown-operation.ts";

/** What an error of an AWS client or of the network may carry that tells what happened. */
const errorSchema = z.object({
  name: z.catch(z.optional(z.string()), undefined),
  code: z.catch(z.optional(z.string()), undefined),
  $metadata: z.catch(z.optional(z.object({ httpStatusCode: z.optional(z.number()) })), undefined),
});

/** The errors by which AWS names a reason. Sources: the API pages' errors, and AWS's common errors. */
const codes: Readonly<Record<string, FailureCode>> = {
  ResourceNotFoundException: "channel-missing",
  ResourceInUseException: "camera-busy",
  ClientLimitExceededException: "kvs-throttled",
  ThrottlingException: "kvs-throttled",
  TooManyRequestsException: "kvs-throttled",
  NotAuthorizedException: "kvs-denied",
  AccessDeniedException: "kvs-denied",
  InvalidSignatureException: "kvs-denied",
  SignatureDoesNotMatchException: "kvs-denied",
  IncompleteSignatureException: "kvs-denied",
  UnrecognizedClientException: "kvs-denied",
  InvalidClientTokenIdException: "kvs-denied",
  MissingAuthenticationTokenException: "kvs-denied",
  ExpiredTokenException: "kvs-denied",
  OptInRequiredException: "kvs-denied",
};

/** What a failed call to KVS is called here. The error's message goes no further: the AWS client quotes the reply in it. */
export function kvsFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const { name, $metadata } = z.safeParse(errorSchema, cause).data ?? {};
  return refusalFailure(name, $metadata?.httpStatusCode, cause);
}

/** What a refusal of KVS's is called here, by AWS's name for the error and the HTTP status, as far as they are known. */
export function refusalFailure(name: string | undefined, status: number | undefined, cause?: unknown): Failure {
  const named = name !== undefined && Object.hasOwn(codes, name) ? codes[name] : undefined;
  return named === undefined ? byStatus(status, name, cause) : new Failure(named, { cause });
}

function byStatus(status: number | undefined, name: string | undefined, cause: unknown): Failure {
  if (status === 401 || status === 403) return new Failure("kvs-denied", { cause });
  if (status === 429) return new Failure("kvs-throttled", { cause });
  // A SyntaxError is the AWS client's own: the reply was no JSON, so nobody knows what was refused.
  if (status !== 400 || name === "SyntaxError") return new Failure("kvs-unreachable", { cause });
  const tellable = name !== undefined && /^[A-Za-z]{1,64}$/.test(name);
  return new Failure("unexpected", { ...(tellable && { detail: name }), cause });
}

/** Whether a failed call says that the channel's remembered endpoint is not, or no longer, the right one. */
export function endpointHasMoved(cause: unknown): boolean {
  if (cause instanceof UnknownOperation) return true;
  const error = z.safeParse(errorSchema, cause).data;
  return (
    error?.code === "ENOTFOUND" ||
    error?.code === "ECONNREFUSED" ||
    error?.name === "ResourceNotFoundException" ||
    error?.$metadata?.httpStatusCode === 404
  );
}
