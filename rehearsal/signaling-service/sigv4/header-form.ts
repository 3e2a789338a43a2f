import { frontEndError } from "../errors.ts";
import { canonicalHeader, canonicalQuery, queryPairs, type SignedRequest, sha256Hex } from "./canonical-request.ts";
import { parseCredential } from "./credential-scope.ts";
import { ALGORITHM } from "./signature.ts";
import { amzDateOf } from "./time-window.ts";
import type { SignatureClaim } from "./verify.ts";

/**
 * Reads a signature from the Authorization header. The body's real hash is what counts, whatever
 * `x-amz-content-sha256` says; a Date header stands in for an `x-amz-date` that is absent.
 * @throws {WireError} when there is none or it is not whole. The words are those that AWS's front ends are known for;
 * which of them go with kinesisvideo is not verified.
 */
export function readHeaderForm(request: SignedRequest, body: Uint8Array): SignatureClaim {
  const authorization = canonicalHeader(request, "authorization");
  if (authorization === undefined) {
    throw frontEndError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const [algorithm = "", ...fields] = authorization.split(/[\s,]+/).filter((field) => field !== "");
  if (algorithm !== ALGORITHM && algorithm.startsWith("AWS4-")) {
    throw frontEndError("IncompleteSignatureException", "Unsupported AWS 'algorithm'.");
  }
  const parameters = readParameters(algorithm === ALGORITHM ? fields : []);
  const date = canonicalHeader(request, "date");
  const amzDate = canonicalHeader(request, "x-amz-date") ?? (date === undefined ? undefined : amzDateOf(date));
  const { Credential, Signature, SignedHeaders } = parameters;
  if (!Credential || !Signature || !SignedHeaders || amzDate === undefined) {
    const missing = Object.entries(parameters).filter(([, value]) => !value);
    const sentences = missing.map(([name]) => `Authorization header requires '${name}' parameter.`);
    if (amzDate === undefined) {
      sentences.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    throw frontEndError("IncompleteSignatureException", sentences.join(" "));
  }
  return {
    ...parseCredential(Credential),
    sessionToken: canonicalHeader(request, "x-amz-security-token"),
    amzDate,
    signedHeaders: SignedHeaders.toLowerCase().split(";"),
    signature: Signature,
    queries: [canonicalQuery(queryPairs(request.target))],
    payloadHash: sha256Hex(body),
  };
}

/** Signers part them with a comma, or with a comma and a space. */
function readParameters(fields: readonly string[]) {
  const parameters = { Credential: "", Signature: "", SignedHeaders: "" };
  for (const field of fields) {
    const equals = field.indexOf("=");
    const name = field.slice(0, equals);
    if (equals === -1 || !Object.hasOwn(parameters, name) || parameters[name as keyof typeof parameters] !== "") {
      throw frontEndError(
        "IncompleteSignatureException",
        "Authorization header must hold 'Credential', 'SignedHeaders' and 'Signature' as key=value pairs, each once.",
      );
    }
    parameters[name as keyof typeof parameters] = field.slice(equals + 1);
  }
  return parameters;
}
