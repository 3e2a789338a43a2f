import { carriesToken } from "../../loopback.ts";
import type { ServiceContext } from "../context.ts";
import type { Reply } from "../http/reply.ts";
import { reportChannels } from "./channels.ts";

/** What the service tells its owner, by path; one line each. */
const routes: Readonly<Record<string, (service: ServiceContext) => object>> = {
  "/admin/channels": reportChannels,
};

/** Whether a request is for the owner rather than for a client of KVS. */
export function isAdminPath(target: string): boolean {
  return target.startsWith("/admin/");
}

/** Answers the owner, who has the token. */
export function handleAdminRequest(
  service: ServiceContext,
  method: string,
  target: string,
  authorization: string | undefined,
): Reply {
  if (!carriesToken(authorization, service.adminToken)) {
    return {
      status: 401,
      headers: { "WWW-Authenticate": "Bearer" },
      body: { message: "The admin token is missing or wrong." },
    };
  }
  const path = target.split("?", 1)[0] ?? "";
  const report = method === "GET" && Object.hasOwn(routes, path) ? routes[path] : undefined;
  return report === undefined
    ? { status: 404, body: { message: "There is no such admin page." } }
    : { status: 200, body: report(service) };
}
