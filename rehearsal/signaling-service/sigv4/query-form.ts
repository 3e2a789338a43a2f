import { frontEndError } from "../errors.ts";
import { canonicalQuery, queryPairs, type SignedRequest, sha256Hex } from "./canonical-request.ts";
import { parseCredential } from "./credential-scope.ts";
import { ALGORITHM } from "./signature.ts";
import type { SignatureClaim } from "./verify.ts";

/** The longest life of a presigned URL that SigV4 knows, seconds; the C SDK asks for it. */
const MAX_EXPIRES_SECONDS = 604_800;

/** What a presigned URL says of itself, not yet verified. */
export interface PresignedClaim extends SignatureClaim {
  readonly expiresSeconds: number;
  /** All query parameters, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads a presigned URL, which is how WebSockets are signed: the payload's hash is that of the empty string.
 * @throws {WireError} when the signature is missing or not whole.
 */
export function readQueryForm(request: SignedRequest): PresignedClaim {
  const pairs = queryPairs(request.target);
  const parameters = new Map(pairs ?? []);
  if (!parameters.has("X-Amz-Algorithm") && !parameters.has("X-Amz-Signature")) {
    throw frontEndError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const credential = parseCredential(parameters.get("X-Amz-Credential") ?? "");
  const amzDate = parameters.get("X-Amz-Date");
  const signedHeaders = parameters.get("X-Amz-SignedHeaders");
  const signature = parameters.get("X-Amz-Signature");
  const expiresSeconds = readExpires(parameters.get("X-Amz-Expires"));
  if (
    pairs === undefined ||
    parameters.size !== pairs.length ||
    parameters.get("X-Amz-Algorithm") !== ALGORITHM ||
    credential === undefined ||
    amzDate === undefined ||
    !signedHeaders ||
    !signature ||
    expiresSeconds === undefined
  ) {
    throw frontEndError(
      "IncompleteSignatureException",
      "A presigned URL requires X-Amz-Algorithm, X-Amz-Credential, X-Amz-Date, X-Amz-SignedHeaders, X-Amz-Signature " +
        `and X-Amz-Expires (1 to ${MAX_EXPIRES_SECONDS}), each once.`,
    );
  }
  return {
    ...credential,
    amzDate,
    signedHeaders: signedHeaders.toLowerCase().split(";"),
    signature,
    query: canonicalQuery(pairs.filter(([name]) => name !== "X-Amz-Signature")),
    payloadHash: sha256Hex(""),
    expiresSeconds,
    parameters,
  };
}

function readExpires(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  const seconds = Number(text);
  return seconds >= 1 && seconds <= MAX_EXPIRES_SECONDS ? seconds : undefined;
}
