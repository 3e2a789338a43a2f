import type { AwsReply } from "./aws-server.ts";

/** S3's names and statuses for what the front end of AWS's other services says. */
const namesOfS3: Readonly<Record<string, readonly [name: string, status: number]>> = {
  AccessDeniedException: ["AccessDenied", 403],
  MissingAuthenticationTokenException: ["AccessDenied", 403],
  UnrecognizedClientException: ["InvalidAccessKeyId", 403],
  InvalidSignatureException: ["SignatureDoesNotMatch", 403],
  IncompleteSignatureException: ["AuthorizationHeaderMalformed", 400],
  ExpiredTokenException: ["ExpiredToken", 400],
  InternalServerError: ["InternalError", 500],
};

/** Writes an error as S3 does, in its own words for what AWS's other services name otherwise. */
export function s3ErrorReply(name: string, status: number, message: string): AwsReply {
  const [code, s3Status] = namesOfS3[name] ?? [name, status];
  const text = message.replace(/[<>&]/g, (special) => `&#${special.charCodeAt(0)};`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  return { status: s3Status, headers: { "content-type": "application/xml" }, body };
}
