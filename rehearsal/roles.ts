import { randomBytes } from "node:crypto";
import type { AccessKey } from "./signaling-service/access/access-keys.ts";

/** The skill's functions, by their entry points. */
export type FunctionName = "index" | "camera-events" | "snapshot";

/** What a role allows: actions such as `dynamodb:GetItem`, of the table only under keys that begin so. */
interface Granted {
  readonly actions: readonly string[];
  readonly keys?: readonly string[];
}

/** What each function's role allows. */
export type RolePermissions = Readonly<Record<FunctionName, readonly Granted[]>>;

/** The functions' roles. */
export interface Roles {
  /** A role's access key: AWS's stand-ins let it take the role's actions, and no others. */
  readonly keys: Readonly<Record<FunctionName, AccessKey>>;
  /**
   * Whether a key may take an action under this partition key of the table, as the IAM condition `dynamodb:LeadingKeys`
   * has it. One that is no role's may.
   */
  mayTouch(key: AccessKey, action: string, partition: string): boolean;
}

/** Makes the roles, each with a key of its own. */
export function createRoles(permissions: RolePermissions): Roles {
  const keyOf = (name: FunctionName, id: string): AccessKey => ({
    name: `${name}-role`,
    accessKeyId: `ASIA${id.padEnd(16, "0")}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    actions: permissions[name].flatMap(({ actions }) => actions),
  });
  const keys = {
    index: keyOf("index", "INDEX"),
    "camera-events": keyOf("camera-events", "CAMERAEVENTS"),
    snapshot: keyOf("snapshot", "SNAPSHOT"),
  };
  const names = Object.keys(keys) as FunctionName[];
  return {
    keys,
    mayTouch({ accessKeyId }, action, partition) {
      const role = names.find((name) => keys[name].accessKeyId === accessKeyId);
      if (role === undefined) return true;
      return permissions[role].some(
        ({ actions, keys: begins = [] }) =>
          actions.includes(action) && begins.some((begin) => partition.startsWith(begin)),
      );
    },
  };
}
