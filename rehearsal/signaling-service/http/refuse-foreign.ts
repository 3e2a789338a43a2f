import type { IncomingMessage } from "node:http";
import { isLoopbackUrl } from "../../../camera/loopback.ts";
import type { ServiceContext } from "../context.ts";
import { frontEndError } from "../errors.ts";

/**
 * Refuses a request that a web site made through someone's browser: by a Host that isn't the service's (DNS rebinding),
 * or by an Origin that is neither this machine's nor the service itself, which some native clients name, with a scheme
 * or without (Starscream on iOS, Tyrus on Android).
 * @throws {WireError} AccessDeniedException
 */
export function refuseForeign({ addresses }: ServiceContext, { headers }: IncomingMessage): void {
  const { host, origin } = headers;
  if (!addresses.isOwn(host)) throw refusal("the Host is none of its names");
  if (origin === undefined || isLoopbackUrl(origin)) return;
  if (!addresses.isOwn(origin.replace(/^(https?|wss?):\/\//, ""))) throw refusal("the Origin is another site's");
}

function refusal(why: string) {
  const message = `This service answers programs on its own machine only, and ${why}.`;
  return frontEndError("AccessDeniedException", message);
}
