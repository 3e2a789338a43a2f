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
  const error = z.safeParse(errorSchema, cause).data;
  const named = error?.name !== undefined && Object.hasOwn(codes, error.name) ? codes[error.name] : undefined;
  return new Failure(named ?? codeOfStatus(error?.$metadata?.httpStatusCode), { cause });
}

function codeOfStatus(status: number | undefined): FailureCode {
  if (status === 401 || status === 403) return "kvs-denied";
  if (status === 429) return "kvs-throttled";
  return "kvs-unreachable";
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
