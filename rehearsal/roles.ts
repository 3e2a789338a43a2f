import { randomBytes } from "node:crypto";
import type { AccessKey } from "./signaling-service/access/access-keys.ts";

/** The skill's functions, by their entry points. */
export type FunctionName = "index" | "camera-events" | "snapshot";

/** The AWS actions that each function's role allows, such as `dynamodb:GetItem`. */
export type RoleActions = Readonly<Record<FunctionName, readonly string[]>>;

/** An access key of each function's role: AWS's stand-ins let it do what its role allows, and nothing else. */
export type Roles = Readonly<Record<FunctionName, AccessKey>>;

/** Makes the keys of the roles. */
export function createRoles(actions: RoleActions): Roles {
  const roleOf = (name: FunctionName, id: string): AccessKey => ({
    name: `${name}-role`,
    accessKeyId: `ASIA${id.padEnd(16, "0")}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    actions: actions[name],
  });
  return {
    index: roleOf("index", "INDEX"),
    "camera-events": roleOf("camera-events", "CAMERAEVENTS"),
    snapshot: roleOf("snapshot", "SNAPSHOT"),
  };
}
