import { carriesToken } from "../../loopback.ts";
import type { ServiceContext } from "../context.ts";
import type { Reply } from "../http/reply.ts";
import { reportChannels } from "./channels.ts";
import { reportMessages } from "./messages.ts";
import { isPageFile, servePageFile } from "./page-files.ts";

/** What the service tells its owner, by path; one line each. */
const routes: Readonly<Record<string, (service: ServiceContext) => object>> = {
  "/admin/channels": reportChannels,
  "/admin/messages": reportMessages,
};

/** Whether a request is for the owner rather than for a client of KVS. */
export function isAdminPath(target: string): boolean {
  return target.startsWith("/admin/");
}

/** Answers the owner, who has the token; only the page itself is there for whoever asks. */
export async function handleAdminRequest(
  service: ServiceContext,
  method: string,
  target: string,
  authorization: string | undefined,
): Promise<Reply> {
  const path = target.split("?", 1)[0] ?? "";
  if (method === "GET" && isPageFile(path)) return servePageFile(service.pageFolder, path);
  if (!carriesToken(authorization, service.adminToken)) {
    return {
      status: 401,
      headers: { "WWW-Authenticate": "Bearer" },
      body: { message: "The admin token is missing or wrong." },
    };
  }
  const report = method === "GET" && Object.hasOwn(routes, path) ? routes[path] : undefined;
  return report === undefined
    ? { status: 404, body: { message: "There is no such admin page." } }
    : { status: 200, headers: { "Cache-Control": "no-store" }, body: report(service) };
}
