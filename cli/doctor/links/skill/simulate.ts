import { type EvaluationResult, type IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { askAwsIfAllowed } from "../../ask-aws.ts";
import type { NeededPermission } from "./needed-permissions.ts";

const LEADING_KEYS = "dynamodb:LeadingKeys";

/** What a role may not do. */
export interface Lacking extends Omit<NeededPermission, "actions"> {
  readonly action: string;
  /** What forbids it beside the role's own policies, for people. */
  readonly forbiddenBy: string | undefined;
}

/** Whose policies are simulated, and by whom. */
export interface Simulation {
  readonly client: IAMClient;
  /** For error messages: IAM has none. */
  readonly region: string;
  readonly roleArn: string;
}

/**
 * Has IAM say what of a permission a role's policies do not allow, with boundaries and the organization's in force.
 * @throws as {@link askAwsIfAllowed}.
 */
export async function simulate(simulation: Simulation, permission: NeededPermission): Promise<readonly Lacking[]> {
  const { keys } = permission;
  const lacking = await simulateAt(simulation, permission, keys);
  if (lacking.length === 0 || keys.length < 2) return lacking;
  // Statements may allow them apart.
  const apart: Lacking[] = [];
  for (const key of keys) apart.push(...(await simulateAt(simulation, { ...permission, keys: [key] }, [key])));
  return apart.length === lacking.length * keys.length ? lacking : apart;
}

async function simulateAt(
  { client, region, roleArn }: Simulation,
  permission: NeededPermission,
  keys: readonly string[],
): Promise<readonly Lacking[]> {
  const { actions, resource } = permission;
  const context = {
    ContextKeyName: LEADING_KEYS,
    ContextKeyType: "stringList",
    ContextKeyValues: keys.map((key) => `${key}examined`),
  } as const;
  const { EvaluationResults = [] } = await askAwsIfAllowed(
    { action: "iam:SimulatePrincipalPolicy", service: "IAM", region },
    client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn,
        ActionNames: [...actions],
        ResourceArns: [resource],
        ...(keys.length > 0 && { ContextEntries: [context] }),
      }),
    ),
  );
  const { actions: _, ...place } = permission;
  return EvaluationResults.filter(({ EvalDecision }) => EvalDecision !== "allowed").map((result) => ({
    ...place,
    action: result.EvalActionName ?? "",
    forbiddenBy: forbiddenBy(result),
  }));
}

function forbiddenBy(result: EvaluationResult): string | undefined {
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return "A policy of the organization";
  if (result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) {
    return "The role's permissions boundary";
  }
  return result.EvalDecision === "explicitDeny" ? "A statement that denies" : undefined;
}
