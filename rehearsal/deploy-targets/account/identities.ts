import { randomBytes } from "node:crypto";
import type { AccessKey, Credentials } from "../../signaling-service/access/access-keys.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import { allowsOnChannel, type ChannelPlace } from "./channel-limits.ts";
import { type AskedAction, allows, type Statement } from "./iam-policies.ts";
import { rolesOf } from "./roles-of-stack.ts";

/** A role's temporary credentials, as Lambda gives them to a function. */
export type RoleKey = AccessKey & { readonly sessionToken: string };

/** Whose key it is. Source: AWS STS API, GetCallerIdentity. */
export interface Caller {
  readonly accountId: string;
  /** Of a user, or of a role that was assumed. */
  readonly arn: string;
  readonly userId: string;
}

/** Who may do what in the account: its owner everything, a role of a stack what its policies allow. */
export interface Identities {
  readonly owner: Credentials;
  /** Somebody of another account: AWS knows the key, and lets it do nothing in this account. */
  readonly stranger: Credentials;
  /** All access keys, the owner's first. The list grows with each stack. */
  readonly accessKeys: readonly AccessKey[];
  /**
   * Takes a stack's roles, or what an update has made of them.
   * @throws {Error} that says which role or policy is not as it must be.
   */
  take(stack: DeployedStack): void;
  /** @throws {Error} when there is no such role. */
  keyOf(roleArn: string): RoleKey;
  /** @throws {Error} when it is nobody's key. */
  callerOf(key: Pick<AccessKey, "accessKeyId">): Caller;
  /** Whether the holder of a key may do something. */
  may(key: Pick<AccessKey, "accessKeyId">, asked: AskedAction): boolean;
}

interface Role {
  readonly key: RoleKey;
  readonly caller: Caller;
  statements: readonly Statement[];
}

/** What the stand-ins of these services are not to judge by action alone: they ask about each call by its resource. */
const ASKED_ONE_BY_ONE = ["dynamodb:*", "secretsmanager:*", "s3:*"];

/** Of the stranger. */
const OTHER_ACCOUNT = "210987654321";

/**
 * Makes the identities of an account, which has no roles yet.
 * @param channels where its signaling channels are.
 */
export function createIdentities(channels: ChannelPlace): Identities {
  const owner = newUserKey();
  const stranger = newUserKey();
  const accessKeys: AccessKey[] = [owner, { ...stranger, actions: ASKED_ONE_BY_ONE, permits: () => false }];
  const users = new Map<string, Caller>([
    [owner.accessKeyId, userOf(channels.accountId)],
    [stranger.accessKeyId, userOf(OTHER_ACCOUNT)],
  ]);
  const roles = new Map<string, Role>();

  function addRole(name: string, arn: string): Role {
    const role: Role = {
      statements: [],
      // Lambda names a session after the function.
      caller: {
        accountId: channels.accountId,
        arn: `arn:aws:sts::${channels.accountId}:assumed-role/${name}/rehearsal`,
        userId: `AROA${idPart()}:rehearsal`,
      },
      key: {
        name,
        accessKeyId: `ASIA${idPart()}`,
        secretAccessKey: randomBytes(30).toString("base64"),
        sessionToken: randomBytes(120).toString("base64"),
        actions: ASKED_ONE_BY_ONE,
        // The statements of now: an update of the stack may have changed them.
        permits: (operation, channelName) =>
          role.statements.some((each) => allowsOnChannel(each, operation, channelName, channels)),
      },
    };
    roles.set(arn, role);
    accessKeys.push(role.key);
    return role;
  }

  const roleOf = ({ accessKeyId }: Pick<AccessKey, "accessKeyId">) =>
    [...roles.values()].find(({ key }) => key.accessKeyId === accessKeyId);

  return {
    owner,
    stranger,
    accessKeys,
    take(stack) {
      for (const { name, arn, statements } of rolesOf(stack)) {
        const role = roles.get(arn) ?? addRole(name, arn);
        role.statements = statements;
      }
    },
    keyOf(roleArn) {
      const role = roles.get(roleArn);
      if (role === undefined) throw new Error(`there is no role ${roleArn}`);
      return role.key;
    },
    callerOf(key) {
      const caller = users.get(key.accessKeyId) ?? roleOf(key)?.caller;
      if (caller === undefined) throw new Error(`${key.accessKeyId} is nobody's key`);
      return caller;
    },
    may(key, asked) {
      if (key.accessKeyId === owner.accessKeyId) return true;
      return roleOf(key)?.statements.some((statement) => allows(statement, asked)) ?? false;
    },
  };
}

function newUserKey(): Credentials {
  return { accessKeyId: `AKIA${idPart()}`, secretAccessKey: randomBytes(30).toString("base64") };
}

function userOf(accountId: string): Caller {
  return { accountId, arn: `arn:aws:iam::${accountId}:user/rehearsal`, userId: `AIDA${idPart()}` };
}

function idPart(): string {
  return randomBytes(8).toString("hex").toUpperCase();
}
