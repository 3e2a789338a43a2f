import { randomBytes } from "node:crypto";
import { isLoopbackUrl } from "../camera/loopback.ts";
import { equalInConstantTime } from "./constant-time.ts";

/**
 * Whether a request came from a page of some web site rather than from this machine's programs: its Host isn't a
 * loopback name (DNS rebinding), or its Origin is another site's.
 */
export function isForeign(host: string | undefined, origin: string | undefined): boolean {
  return !isLoopbackUrl(`http://${host ?? ""}`) || (origin !== undefined && !isLoopbackUrl(origin));
}

/** A new token for a server's administrative calls. */
export function createAdminToken(): string {
  return randomBytes(24).toString("base64url");
}

/** Whether an Authorization header carries the token, compared in constant time. */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  return equalInConstantTime(authorization ?? "", `Bearer ${token}`);
}
