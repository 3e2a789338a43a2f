import { frontEndError } from "../errors.ts";
import { quotable } from "../quotable.ts";

/** What a signing key is good for: one day, one region, one service. */
export interface CredentialScope {
  /** `yyyymmdd` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Writes a scope as it is signed. */
export function formatScope(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

/**
 * Takes `<access key id>/<date>/<region>/<service>/aws4_request` apart.
 * @throws {WireError} IncompleteSignatureException when it is something else.
 */
export function parseCredential(credential: string): { accessKeyId: string; scope: CredentialScope } {
  const [accessKeyId = "", date = "", region = "", service = "", terminator, ...more] = credential.split("/");
  if (terminator === undefined || more.length > 0) {
    throw frontEndError(
      "IncompleteSignatureException",
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.",
    );
  }
  if (terminator !== "aws4_request") {
    throw frontEndError(
      "IncompleteSignatureException",
      "Credential should be scoped with a valid terminator: 'aws4_request'.",
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

/**
 * Holds a scope against a region, or any where that is undefined, and a service.
 * @throws {WireError} InvalidSignatureException when the scope is another region's, service's or day's.
 */
export function checkScope(
  scope: CredentialScope,
  { region, service }: { readonly region: string | undefined; readonly service: string },
  amzDate: string,
): void {
  if (region !== undefined && scope.region !== region) {
    throw wrongScope(`Credential should be scoped to a valid region: '${region}'.`, scope.region);
  }
  if (scope.service !== service) {
    throw wrongScope(`Credential should be scoped to correct service: '${service}'.`, scope.service);
  }
  if (scope.date !== amzDate.slice(0, 8)) {
    throw frontEndError(
      "InvalidSignatureException",
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
    );
  }
}

function wrongScope(message: string, signedFor: string) {
  return frontEndError(
    "InvalidSignatureException",
    message,
    undefined,
    `signed for ${quotable(signedFor) ?? "another"}`,
  );
}
