import { equalInConstantTime } from "../../constant-time.ts";
import type { AccessKey, AccessKeys } from "../access/access-keys.ts";
import { frontEndError } from "../errors.ts";
import { canonicalHeader, canonicalRequest, type SignedRequest } from "./canonical-request.ts";
import { type CredentialScope, checkScope } from "./credential-scope.ts";
import { signatureOf } from "./signature.ts";
import { checkDate, checkExpires, parseAmzDate } from "./time-window.ts";

/** What a request says about its own signature, in whichever form. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** In a header it may be unsigned, as the C SDK's is. */
  readonly sessionToken: string | undefined;
  readonly amzDate: string;
  /** How long a presigned URL may be used. */
  readonly expiresSeconds?: number;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** The query in the forms that may have been signed: all of it in the header form, else all but the signature. */
  readonly queries: readonly string[];
  readonly payloadHash: string;
}

/** What signatures are held against. */
export interface Verifier {
  readonly accessKeys: AccessKeys;
  /** The region that requests are signed for; any, where it is left out. */
  readonly region?: string | undefined;
  /** The name that requests are signed for; `kinesisvideo`, for both planes and the WebSocket, where it is left out. */
  readonly service?: string;
  /** How many minutes a signature's date may be off, either way; 5 where it is left out. */
  readonly windowMinutes?: number | undefined;
  clientTime(): number;
}

/**
 * Verifies a signature by the list of signed headers that came with it and by nothing else: SDKs differ in what they
 * sign. In which order the real front end looks for faults is not verified.
 * @returns the access key of whoever signed.
 * @throws {WireError} the front end's refusal.
 */
export function verifySignature(claim: SignatureClaim, request: SignedRequest, verifier: Verifier): AccessKey {
  const signedAt = parseAmzDate(claim.amzDate);
  const hosts = hostForms(claim, request);
  const { region, service = "kinesisvideo" } = verifier;
  checkScope(claim.scope, { region, service }, claim.amzDate);
  const now = verifier.clientTime();
  checkDate(signedAt, now, verifier.windowMinutes);
  if (claim.expiresSeconds !== undefined) checkExpires(signedAt, claim.expiresSeconds, now);
  const key = verifier.accessKeys.find(claim.accessKeyId, claim.sessionToken, now);
  const matches = claim.queries.some((query) =>
    hosts.some((host) => {
      const canonical = canonicalRequest(request, query, claim.signedHeaders, host, claim.payloadHash);
      const expected = signatureOf(key.secretAccessKey, claim.scope, claim.amzDate, canonical);
      return equalInConstantTime(expected, claim.signature);
    }),
  );
  if (matches && claim.signedHeaders.every((name) => canonicalHeader(request, name) !== undefined)) return key;
  throw frontEndError(
    "InvalidSignatureException",
    "The request signature we calculated does not match the signature you provided. " +
      "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    undefined,
    `${key.accessKeyId} is known: the secret, the Host or the signed text differs`,
  );
}

/** The browser SDK signs the host with its port; the C, Android and iOS SDKs sign it without. */
function hostForms(claim: SignatureClaim, request: SignedRequest): string[] {
  if (!claim.signedHeaders.includes("host")) {
    throw frontEndError(
      "InvalidSignatureException",
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  const host = canonicalHeader(request, "host") ?? "";
  const bare = host.replace(/:\d+$/, "");
  return bare === host ? [host] : [host, bare];
}
