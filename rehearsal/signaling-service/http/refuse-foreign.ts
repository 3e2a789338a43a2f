import type { IncomingMessage } from "node:http";
import { isLoopbackUrl } from "../../../camera/loopback.ts";
import type { ServiceContext } from "../context.ts";
import { frontEndError } from "../errors.ts";

/**
 * Refuses a request that a web site made through someone's browser: by a Host that isn't the service's (DNS rebinding),
 * or by an Origin that isn't this machine's.
 * @throws {WireError} AccessDeniedException
 */
export function refuseForeign({ addresses }: ServiceContext, { headers }: IncomingMessage): void {
  const { host, origin } = headers;
  if (addresses.isOwn(host) && (origin === undefined || isLoopbackUrl(origin))) return;
  throw frontEndError("AccessDeniedException", "This service answers programs on its own machine only.");
}
