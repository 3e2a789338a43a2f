import { randomBytes } from "node:crypto";
import type { AccessKey, Credentials } from "../../signaling-service/access/access-keys.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import { allowsOnChannel, type ChannelPlace } from "./channel-limits.ts";
import { type AskedAction, allows, type Statement } from "./iam-policies.ts";
import { rolesOf } from "./roles-of-stack.ts";

/** A role's temporary credentials, as Lambda gives them to a function. */
export type RoleKey = AccessKey & { readonly sessionToken: string };

/** Who may do what in the account: its owner everything, a role of a stack what its policies allow. */
export interface Identities {
  readonly owner: Credentials;
  /** All access keys, the owner's first. The list grows with each stack. */
  readonly accessKeys: readonly AccessKey[];
  /**
   * Takes a stack's roles, or what an update has made of them.
   * @throws {Error} that says which role or policy is not as it must be.
   */
  take(stack: DeployedStack): void;
  /** @throws {Error} when there is no such role. */
  keyOf(roleArn: string): RoleKey;
  /** Whether the holder of a key may do something. */
  may(key: Pick<AccessKey, "accessKeyId">, asked: AskedAction): boolean;
}

interface Role {
  readonly key: RoleKey;
  statements: readonly Statement[];
}

/** What the stand-ins of these services are not to judge by action alone: they ask about each call by its resource. */
const ASKED_ONE_BY_ONE = ["dynamodb:*", "secretsmanager:*", "s3:*"];

/**
 * Makes the identities of an account, which has no roles yet.
 * @param channels where its signaling channels are.
 */
export function createIdentities(channels: ChannelPlace): Identities {
  const owner = { accessKeyId: `AKIA${idPart()}`, secretAccessKey: randomBytes(30).toString("base64") };
  const accessKeys: AccessKey[] = [owner];
  const roles = new Map<string, Role>();

  function addRole(name: string, arn: string): Role {
    const role: Role = {
      statements: [],
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

  return {
    owner,
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
    may({ accessKeyId }, asked) {
      if (accessKeyId === owner.accessKeyId) return true;
      const role = [...roles.values()].find(({ key }) => key.accessKeyId === accessKeyId);
      return role?.statements.some((statement) => allows(statement, asked)) ?? false;
    },
  };
}

function idPart(): string {
  return randomBytes(8).toString("hex").toUpperCase();
}
