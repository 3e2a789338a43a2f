import { refused } from "../../aws/refused.ts";
import type { AccessKey } from "../../signaling-service/access/access-keys.ts";
import type { AskedAction } from "./iam-policies.ts";
import type { Identities } from "./identities.ts";

/** What callers are judged by. */
export type Judges = Pick<Identities, "may" | "callerOf">;

/**
 * Holds a caller to what it may do.
 * @param status of the refusal: 400 of services that speak AWS JSON, 403 of Lambda.
 * @throws {WireError} AccessDeniedException.
 */
export function mustMay(identities: Judges, key: AccessKey, asked: AskedAction, status: 400 | 403 = 400): void {
  if (identities.may(key, asked)) return;
  const { action, resource } = asked;
  const who = `User: ${identities.callerOf(key).arn} is not authorized to perform: ${action}`;
  const why = `because no identity-based policy allows the ${action} action`;
  throw refused("AccessDeniedException", `${who} on resource: ${resource} ${why}`, status);
}
