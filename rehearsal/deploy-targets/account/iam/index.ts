import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "../../../aws/aws-server.ts";
import { type QueryCall, queryReplies, type Reply, readQuery } from "../../../aws/query.ts";
import { refused } from "../../../aws/refused.ts";
import type { Identities } from "../identities.ts";
import type { LiveStacks } from "../live-stacks.ts";
import { mustMay } from "../must-may.ts";
import { CLOCK_WINDOW_MINUTES } from "../sts.ts";
import { type LiveRole, roleByArn, roleByName } from "./live-role.ts";
import { deleteRolePolicy, inlinePoliciesOf, inlinePolicyOf, putRolePolicy } from "./role-policies.ts";
import { simulate } from "./simulate.ts";

/** What IAM knows of an account. */
export interface IamOptions {
  readonly identities: Identities;
  /** Whose roles there are; those of the stacks alone. */
  readonly stacks: LiveStacks;
}

/** An operation on one role. */
type RoleOperation = (role: LiveRole, query: QueryCall) => Promise<Reply> | Reply;

const { reply, error: errorReply } = queryReplies("https://iam.amazonaws.com/doc/2010-05-08/");

/**
 * Starts a stand-in for AWS IAM on loopback, for the roles of running stacks: GetRole, ListRolePolicies, GetRolePolicy,
 * PutRolePolicy, DeleteRolePolicy and SimulatePrincipalPolicy. What it changes counts at once; in AWS it takes seconds.
 * Source: IAM API reference. Not verified: the words of most refusals.
 */
export function startIam({ identities, stacks }: IamOptions): Promise<AwsServer> {
  const operations: Readonly<Record<string, RoleOperation>> = {
    GetRole: (role) => ({ Role: describeRole(role) }),
    ListRolePolicies: (role) => ({
      PolicyNames: inlinePoliciesOf(role).map(({ name }) => name),
      IsTruncated: false,
    }),
    GetRolePolicy(role, query) {
      const { name, document } = inlinePolicyOf(role, nameIn(query, "PolicyName"));
      return { RoleName: role.name, PolicyName: name, PolicyDocument: inUrl(document) };
    },
    async PutRolePolicy(role, query) {
      await putRolePolicy(stacks, role, nameIn(query, "PolicyName"), required(query, "PolicyDocument"));
      return undefined;
    },
    async DeleteRolePolicy(role, query) {
      await deleteRolePolicy(stacks, role, nameIn(query, "PolicyName"));
      return undefined;
    },
    SimulatePrincipalPolicy: simulate,
  };

  function roleOf(query: QueryCall): LiveRole {
    if (query.action !== "SimulatePrincipalPolicy") return roleByName(stacks.all(), nameIn(query, "RoleName"));
    return roleByArn(stacks.all(), required(query, "PolicySourceArn"));
  }

  async function handle({ body, key }: SignedCall): Promise<AwsReply> {
    const query = readQuery(body);
    const { action } = query;
    const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (operation === undefined) throw refused("InvalidAction", `There is no operation ${action} here.`);
    const role = roleOf(query);
    mustMay(identities, key, { action: `iam:${action}`, resource: role.arn }, 403);
    return reply(action, await operation(role, query));
  }

  return startAwsServer({
    service: "iam",
    // AWS's own is signed for us-east-1 alone. Clients that are given another address sign for the region they are in.
    accessKeys: identities.accessKeys,
    clockWindowMinutes: CLOCK_WINDOW_MINUTES,
    handle,
    errorReply,
    throttled: { name: "Throttling", status: 400 },
  });
}

function required(query: QueryCall, name: string): string {
  const text = query.text(name);
  if (text) return text;
  throw refused("ValidationError", `1 validation error detected: Value at '${name}' must not be null`);
}

/** A name of IAM's, which an ARN is not. */
function nameIn(query: QueryCall, field: "RoleName" | "PolicyName"): string {
  const name = required(query, field);
  if (/^[\w+=,.@-]{1,128}$/.test(name)) return name;
  const constraint = "Member must satisfy regular expression pattern: [\\w+=,.@-]+";
  throw refused("ValidationError", `Value at '${field}' failed to satisfy constraint: ${constraint}`);
}

function describeRole({ name, arn, id, trust }: LiveRole): Reply {
  const [, path = "/"] = /:role(\/(?:.*\/)?)/.exec(arn) ?? [];
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: new Date(0),
    AssumeRolePolicyDocument: inUrl(trust),
    MaxSessionDuration: 3600,
  };
}

/** Documents come encoded as in a URL. Source: IAM API, GetRolePolicy. */
function inUrl(document: unknown): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
