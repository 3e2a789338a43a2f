import { fillInsOf } from "../../fill-in.ts";
import type { DeployRegion } from "../deploy-profile.ts";
import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import type { JsonFile } from "../json-file.ts";
import { holdsSecret } from "../secrets.ts";

/** Whose accounts are linked is said before a deploy: the stack cannot be made without it. */
export const linkedAccount: Rule = {
  name: "linked-account",
  before: "deploy",
  check: ({ resources, profiles }) => {
    const judged = new Set<string>();
    return profiles.flatMap(({ regions }) =>
      regions.flatMap((region) => {
        const key = region.parametersAt.join("/");
        if (judged.has(key)) return [];
        judged.add(key);
        return judge(resources, region);
      }),
    );
  },
};

const missing = {
  LoginWithAmazonClientId:
    "Write the client id of your Login with Amazon security profile (amzn1.application-oa2-client.…) there; docs/setup.md says where it is.",
  OidcIssuer: "Write your provider's issuer, an https URL as its tokens have it in iss.",
  OidcAudience: "Write what your provider's access tokens for this skill have in aud.",
};

function judge(resources: JsonFile, { parameters, parametersAt }: DeployRegion): readonly Found[] {
  const needed =
    parameters.AccountLinking === "oidc"
      ? (["OidcIssuer", "OidcAudience"] as const)
      : (["LoginWithAmazonClientId"] as const);
  return needed.flatMap((name) => {
    const value = String(parameters[name] ?? "").trim();
    const fault = faultOf(name, value);
    if (fault === undefined) return [];
    const line = resources.lineOf([...parametersAt, name]);
    return [{ file: resources.path, line, what: `${name} ${fault}`, remedy: missing[name] }];
  });
}

/** What is wrong with a value, without the value: it may be a secret. */
function faultOf(name: keyof typeof missing, value: string): string | undefined {
  if (value === "" || fillInsOf(value).length > 0) return "is empty: the skill could not tell whose a request is.";
  if (value.includes("…")) return "has … in it, as an example has.";
  if (name !== "LoginWithAmazonClientId" || isLoginWithAmazonClientId(value)) return undefined;
  if (holdsSecret(value)) return "is the client's secret, not its id.";
  if (/^amzn1\.application\./.test(value)) return "is the security profile's own id; its client has another one.";
  return "is not as client ids of Login with Amazon are: amzn1.application-oa2-client. and then letters and digits.";
}

/** Source: the Login with Amazon developer guide's examples; that every client's id is so is not verified. */
function isLoginWithAmazonClientId(value: string): boolean {
  return /^amzn1\.application-oa2-client\.[0-9A-Za-z]+$/.test(value);
}
