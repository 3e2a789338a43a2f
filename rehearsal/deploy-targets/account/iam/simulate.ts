import type { QueryCall, Reply } from "../../../aws/query.ts";
import { refused } from "../../../aws/refused.ts";
import { type AskedAction, allows, type Statement } from "../iam-policies.ts";
import type { LiveRole } from "./live-role.ts";

type Context = NonNullable<AskedAction["context"]>;
type Decision = "allowed" | "implicitDeny";

/** Input that would change what comes of it, and is not read here. */
const NOT_READ = ["PolicyInputList", "PermissionsBoundaryPolicyInputList", "ResourcePolicy", "ResourceHandlingOption"];

/**
 * Says what a role's policies allow: of each action one result, which is the strictest of all the resources, and in it
 * one of each resource. Nothing denies here but for want of permission: statements that deny are not read.
 * Source: IAM API, SimulatePrincipalPolicy and EvaluationResult.
 * @throws {WireError} InvalidInput.
 */
export function simulate({ statements }: LiveRole, query: QueryCall): Reply {
  const unread = NOT_READ.find((name) => query.text(name) !== undefined || query.structures(name).length > 0);
  if (unread !== undefined) throw refused("InvalidInput", `This stand-in takes no ${unread}.`);
  const actions = query.texts("ActionNames");
  if (actions.length === 0) throw refused("ValidationError", "Value at 'actionNames' must not be null");
  const unknown = actions.find((action) => !/^[a-z0-9-]+:\w+$/i.test(action));
  if (unknown !== undefined) throw refused("InvalidInput", `Invalid Action name: ${unknown}`);
  const resources = query.texts("ResourceArns");
  const context = contextIn(query);
  return {
    EvaluationResults: actions.map((action) => evaluate(statements, action, resources, context)),
    IsTruncated: false,
  };
}

function evaluate(
  statements: readonly Statement[],
  action: string,
  resources: readonly string[],
  context: Context,
): Reply {
  const asked = (resources.length > 0 ? resources : ["*"]).map((resource) => ({
    resource,
    decision: decide(statements, { action, resource, context }),
    missing: missingKeys(statements, { action, resource, context }),
  }));
  const missing = [...new Set(asked.flatMap((each) => each.missing))];
  return {
    EvalActionName: action,
    // AWS has the form of such a resource's ARN here, where the action has one, and never a resource's own.
    EvalResourceName: "*",
    EvalDecision: asked.every(({ decision }) => decision === "allowed") ? "allowed" : "implicitDeny",
    MatchedStatements: [],
    MissingContextValues: missing,
    ...(resources.length > 0 && {
      ResourceSpecificResults: asked.map((each) => ({
        EvalResourceName: each.resource,
        EvalResourceDecision: each.decision,
        MatchedStatements: [],
        MissingContextValues: each.missing,
      })),
    }),
  };
}

function decide(statements: readonly Statement[], asked: AskedAction): Decision {
  return statements.some((statement) => allows(statement, asked)) ? "allowed" : "implicitDeny";
}

/** The condition keys of statements for that action and resource which the request says nothing of. */
function missingKeys(statements: readonly Statement[], asked: AskedAction): readonly string[] {
  const keys = statements
    .filter(({ Condition: _, ...statement }) => allows(statement, asked))
    .flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys));
  return [...new Set(keys)].filter((key) => asked.context?.[key] === undefined);
}

/** `ContextEntries.member.1.ContextKeyName` and `ContextEntries.member.1.ContextKeyValues.member.1`. */
function contextIn(query: QueryCall): Context {
  return Object.fromEntries(
    query
      .structures("ContextEntries")
      .map(({ ContextKeyName = "", ContextKeyType: _, ...values }) => [ContextKeyName, Object.values(values)]),
  );
}
