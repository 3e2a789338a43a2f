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

/** A role's access key: AWS's stand-ins let it do what the role allows, and nothing else. */
export interface RoleKey extends AccessKey {
  readonly granted: readonly Granted[];
}

/** The roles' keys. */
export type Roles = Readonly<Record<FunctionName, RoleKey>>;

/** Makes the keys of the roles. */
export function createRoles(permissions: RolePermissions): Roles {
  const roleOf = (name: FunctionName, id: string): RoleKey => ({
    name: `${name}-role`,
    accessKeyId: `ASIA${id.padEnd(16, "0")}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    actions: permissions[name].flatMap(({ actions }) => actions),
    granted: permissions[name],
  });
  return {
    index: roleOf("index", "INDEX"),
    "camera-events": roleOf("camera-events", "CAMERAEVENTS"),
    snapshot: roleOf("snapshot", "SNAPSHOT"),
  };
}

/** Whether a key may touch what stands under a partition key, as the IAM condition `dynamodb:LeadingKeys` has it. */
export function mayTouch(key: AccessKey, action: string, partition: string): boolean {
  if (!("granted" in key)) return true;
  return (key as RoleKey).granted.some(
    ({ actions, keys = [] }) => actions.includes(action) && keys.some((begin) => partition.startsWith(begin)),
  );
}
