import type { AccessKey } from "../access/access-keys.ts";
import { canonicalHeader, type SignedRequest } from "./canonical-request.ts";
import { readHeaderForm } from "./header-form.ts";
import { isPresigned, readQueryForm } from "./query-form.ts";
import { type Verifier, verifySignature } from "./verify.ts";

/**
 * Finds out who signed a request, in the Authorization header or, where there is none, in the query, as aws-cli and the
 * SDKs can presign any call.
 * @throws {WireError} the front end's refusal.
 */
export function authenticate(request: SignedRequest, body: Uint8Array, verifier: Verifier): AccessKey {
  const inQuery = isPresigned(request) && canonicalHeader(request, "authorization") === undefined;
  const claim = inQuery ? readQueryForm(request, body) : readHeaderForm(request, body);
  return verifySignature(claim, request, verifier);
}
