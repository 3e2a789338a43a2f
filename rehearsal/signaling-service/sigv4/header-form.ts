import { frontEndError } from "../errors.ts";
import { canonicalHeader, canonicalQuery, queryPairs, type SignedRequest, sha256Hex } from "./canonical-request.ts";
import { parseCredential } from "./credential-scope.ts";
import { ALGORITHM } from "./signature.ts";
import type { SignatureClaim } from "./verify.ts";

/**
 * Reads a signature from the Authorization header. The body's real hash is what counts, whatever
 * `x-amz-content-sha256` says.
 * @throws {WireError} when there is none or it is not whole.
 */
export function readHeaderForm(request: SignedRequest, body: Uint8Array): SignatureClaim {
  const authorization = canonicalHeader(request, "authorization");
  if (authorization === undefined) {
    throw frontEndError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const [, algorithm, parameters = ""] = /^(\S+) (.*)$/.exec(authorization) ?? [];
  if (algorithm !== ALGORITHM) {
    throw frontEndError("IncompleteSignatureException", `Authorization must begin with '${ALGORITHM}'.`);
  }
  const fields = new Map(
    parameters.split(",").map((field) => {
      const [name = "", value = ""] = field.trim().split(/=(.*)/s, 2);
      return [name, value];
    }),
  );
  const credential = parseCredential(fields.get("Credential") ?? "");
  const signedHeaders = fields.get("SignedHeaders");
  const signature = fields.get("Signature");
  const amzDate = canonicalHeader(request, "x-amz-date");
  const pairs = queryPairs(request.target);
  if (credential === undefined || !signedHeaders || !signature || amzDate === undefined || pairs === undefined) {
    throw frontEndError(
      "IncompleteSignatureException",
      "Authorization requires 'Credential', 'Signature' and 'SignedHeaders', and the request an 'X-Amz-Date' header.",
    );
  }
  return {
    ...credential,
    amzDate,
    signedHeaders: signedHeaders.toLowerCase().split(";"),
    signature,
    query: canonicalQuery(pairs),
    payloadHash: sha256Hex(body),
  };
}
