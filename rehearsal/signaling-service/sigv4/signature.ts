import { createHmac } from "node:crypto";
import { sha256Hex } from "./canonical-request.ts";
import { type CredentialScope, formatScope } from "./credential-scope.ts";

/** The one signing algorithm that the service takes. */
export const ALGORITHM = "AWS4-HMAC-SHA256";

const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

/**
 * The signature of a canonical request, in hexadecimal.
 * Source: AWS Signature Version 4, "Create a signed AWS API request".
 */
export function signatureOf(
  secretAccessKey: string,
  scope: CredentialScope,
  amzDate: string,
  canonicalRequest: string,
): string {
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  const signingKey = hmac(hmac(hmac(dateKey, scope.region), scope.service), "aws4_request");
  const stringToSign = [ALGORITHM, amzDate, formatScope(scope), sha256Hex(canonicalRequest)].join("\n");
  return hmac(signingKey, stringToSign).toString("hex");
}
