import type { IncomingMessage, ServerResponse } from "node:http";
import { isLoopbackUrl } from "../../../camera/loopback.ts";
import { isAdminPath } from "../admin/routes.ts";
import type { Reply } from "./reply.ts";

/** What a page may read of a reply, besides its body. */
const EXPOSED_HEADERS = "x-amzn-RequestId, x-amzn-ErrorType, Date";

/**
 * Lets a page of this machine read the reply to its call, as AWS lets any page: masters and viewers in browsers call
 * the control plane and the endpoints from their own origin. The admin calls are for the service's own page alone.
 * AWS's exact headers are not verified. Source: Fetch standard, CORS protocol.
 */
export function allowCrossOrigin({ headers, url }: IncomingMessage, response: ServerResponse): void {
  const { origin } = headers;
  if (origin === undefined || !isLoopbackUrl(origin) || isAdminPath(url ?? "/")) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
  response.setHeader("Vary", "Origin");
}

/** The reply to a browser that asks whether a page may make a call; undefined for any other request. */
export function preflightReply({ method, headers }: IncomingMessage): Reply | undefined {
  if (method !== "OPTIONS" || !headers.origin || !headers["access-control-request-method"]) return undefined;
  const asked = headers["access-control-request-headers"];
  return {
    status: 200,
    body: "",
    headers: {
      "Access-Control-Allow-Methods": "POST",
      ...(asked === undefined ? {} : { "Access-Control-Allow-Headers": asked }),
      "Access-Control-Max-Age": "600",
    },
  };
}
