import { fillInsOf } from "../../fill-in.ts";
import type { DeployRegion } from "../deploy-profile.ts";
import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import type { JsonFile } from "../json-file.ts";

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

const LWA_CLIENT = "amzn1.application-oa2-client.";

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
    const found = { file: resources.path, line: resources.lineOf([...parametersAt, name]), remedy: missing[name] };
    if (value === "" || fillInsOf(value).length > 0) {
      return [{ ...found, what: `${name} is empty: the skill could not tell whose a request is.` }];
    }
    // A warning: no page of Amazon's promises how a client's id begins.
    if (name !== "LoginWithAmazonClientId" || value.startsWith(LWA_CLIENT)) return [];
    const what = `${name} does not begin with ${LWA_CLIENT}, as the id of a Login with Amazon client does.`;
    return [{ ...found, severity: "warning" as const, what }];
  });
}
