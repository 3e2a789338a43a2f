import { frontEndError } from "../errors.ts";
import { canonicalQuery, queryPairs, type SignedRequest, sha256Hex } from "./canonical-request.ts";
import { parseCredential } from "./credential-scope.ts";
import { ALGORITHM } from "./signature.ts";
import type { SignatureClaim } from "./verify.ts";

/** The longest life of a presigned URL that SigV4 knows, seconds; the C SDK asks for it. */
const MAX_EXPIRES_SECONDS = 604_800;

const REQUIRED = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Date",
  "X-Amz-Expires",
  "X-Amz-Signature",
  "X-Amz-SignedHeaders",
] as const;

/** What a presigned URL says of itself, not yet verified. */
export interface PresignedClaim extends SignatureClaim {
  /** All query parameters, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Whether a request brings its signature in its query. */
export function isPresigned(request: SignedRequest): boolean {
  return /[?&]X-Amz-(Algorithm|Signature)=/.test(request.target);
}

/**
 * Reads a presigned URL, which is how WebSockets are signed: without a body, so that the payload's hash is that of
 * nothing. A session token is one of the signed parameters.
 * @throws {WireError} when the signature is missing or not whole.
 */
export function readQueryForm(request: SignedRequest, body: Uint8Array = new Uint8Array()): PresignedClaim {
  if (!isPresigned(request)) throw frontEndError("MissingAuthenticationTokenException", "Missing Authentication Token");
  const pairs = queryPairs(request.target);
  const parameters = new Map(pairs);
  if (parameters.size !== pairs.length) throw incomplete("AWS query-string parameters must be given once each.");
  const missing = REQUIRED.filter((name) => !parameters.get(name));
  if (missing.length > 0) {
    const names = missing.map((name) => `'${name}'`).join(", ");
    throw incomplete(`AWS query-string parameters must include ${names}. Re-examine the query-string parameters.`);
  }
  const value = (name: (typeof REQUIRED)[number]) => parameters.get(name) ?? "";
  if (value("X-Amz-Algorithm") !== ALGORITHM) throw incomplete("Unsupported AWS 'algorithm'.");
  return {
    ...parseCredential(value("X-Amz-Credential")),
    sessionToken: parameters.get("X-Amz-Security-Token"),
    amzDate: value("X-Amz-Date"),
    expiresSeconds: readExpires(value("X-Amz-Expires")),
    signedHeaders: value("X-Amz-SignedHeaders").toLowerCase().split(";"),
    signature: value("X-Amz-Signature"),
    queries: signedQueries(request.target),
    payloadHash: sha256Hex(body),
    parameters,
  };
}

/**
 * The query in canonical form and, where it was sent so, with its colons: the iOS SDK neither sends nor signs those of
 * an ARN as %3A. That the real service takes it is not verified; the SDK's own sample would not work if it did not.
 */
function signedQueries(target: string): string[] {
  const canonical = canonicalQuery(queryPairs(target).filter(([name]) => name !== "X-Amz-Signature"));
  return /%3a/i.test(target) ? [canonical] : [canonical, canonical.replaceAll("%3A", ":")];
}

/** Whether the real service takes a life of 0 seconds is not verified. Source: AWS Signature Version 4, X-Amz-Expires. */
function readExpires(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) === 0) throw incomplete("X-Amz-Expires must be a number of seconds above 0.");
  if (Number(text) <= MAX_EXPIRES_SECONDS) return Number(text);
  throw incomplete(`X-Amz-Expires must be at most ${MAX_EXPIRES_SECONDS} seconds, which is a week.`);
}

function incomplete(message: string) {
  return frontEndError("IncompleteSignatureException", message);
}
