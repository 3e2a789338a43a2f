import { createHash } from "node:crypto";
import type { Lacking } from "./simulate.ts";

/**
 * The line that gives a role exactly what it lacks, beside the policies that it has: the policy's name is made of what
 * it says.
 */
export function putPolicyLine(region: string, roleName: string, lacking: readonly Lacking[]): string {
  const document = JSON.stringify({ Version: "2012-10-17", Statement: statementsOf(lacking) });
  const name = `doctor-${createHash("sha256").update(document).digest("hex").slice(0, 12)}`;
  return `aws iam put-role-policy --region ${region} --role-name ${roleName} --policy-name ${name} --policy-document '${document}'`;
}

/** One for each resource and keys. */
function statementsOf(lacking: readonly Lacking[]) {
  const places = new Map<string, Lacking & { readonly actions: Set<string> }>();
  for (const each of lacking) {
    const place = `${each.resourcePattern} ${each.keys.join(" ")}`;
    const known = places.get(place) ?? { ...each, actions: new Set<string>() };
    known.actions.add(each.action);
    places.set(place, known);
  }
  return [...places.values()].map(({ actions, resourcePattern, keys }) => ({
    Effect: "Allow",
    Action: [...actions],
    Resource: resourcePattern,
    ...(keys.length > 0 && { Condition: onlyKeys(keys) }),
  }));
}

/** ForAllValues is true of a request without keys as well, hence the Null beside it: as the template has it. */
function onlyKeys(keys: readonly string[]) {
  return {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys.map((key) => `${key}*`) },
    Null: { "dynamodb:LeadingKeys": "false" },
  };
}
