import type { IncomingMessage } from "node:http";
import { carriesToken } from "../../loopback.ts";
import type { ServiceContext } from "../context.ts";
import { readBody } from "../http/read-body.ts";
import type { Reply } from "../http/reply.ts";
import { putBehaviourIn, reportBehaviours, takeBehaviourOut, takeBehavioursOut } from "./behaviours.ts";
import { reportChannels } from "./channels.ts";
import { reportMessages } from "./messages.ts";
import { isPageFile, servePageFile } from "./page-files.ts";
import type { ServiceReport } from "./report.ts";

/** What an admin call's code gets. */
interface AdminCall {
  readonly service: ServiceContext;
  /** What stands in the path where the route has `:id`. */
  readonly id: string;
  readBody(): Promise<Buffer>;
}

/** What the owner may ask of the service, by method and path; one line each. */
const routes: Readonly<Record<string, (call: AdminCall) => Reply | Promise<Reply>>> = {
  "GET /admin/service": ({ service }) => ok(reportService(service)),
  "GET /admin/channels": ({ service }) => ok(reportChannels(service)),
  "GET /admin/messages": ({ service }) => ok(reportMessages(service)),
  "GET /admin/behaviours": ({ service }) => ok(reportBehaviours(service)),
  "POST /admin/behaviours": async ({ service, readBody }) => putBehaviourIn(service, await readBody()),
  "DELETE /admin/behaviours": ({ service }) => takeBehavioursOut(service),
  "DELETE /admin/behaviours/:id": ({ service, id }) => takeBehaviourOut(service, id),
};

/** Whether a request is for the owner rather than for a client of KVS. */
export function isAdminPath(target: string): boolean {
  return target.startsWith("/admin/");
}

/**
 * Leads someone who typed the service's bare address into a browser to the page. Clients of KVS sign what they send, and
 * do not ask for a page.
 */
export function redirectToPage({ method, url = "/", headers }: IncomingMessage): Reply | undefined {
  const isBare = url === "/" || url === "/admin";
  if (method !== "GET" || !isBare || !headers.accept?.includes("text/html")) return undefined;
  return { status: 302, headers: { Location: "/admin/", "Cache-Control": "no-store" }, body: {} };
}

/**
 * Answers the owner, who has the token; only the page itself is there for whoever asks.
 * @throws {WireError} RequestTooLargeException
 */
export async function handleAdminRequest(service: ServiceContext, request: IncomingMessage): Promise<Reply> {
  const { method = "GET", url = "/" } = request;
  const path = url.split("?", 1)[0] ?? "";
  if (method === "GET" && isPageFile(path)) return servePageFile(service.pageFolder, path);
  if (!carriesToken(request.headers.authorization, service.adminToken)) {
    return {
      status: 401,
      headers: { "WWW-Authenticate": "Bearer" },
      body: { message: "The admin token is missing or wrong." },
    };
  }
  const [, list, id = ""] = /^(\/admin\/\w+)\/(\d+)$/.exec(path) ?? [];
  const pattern = list === undefined ? path : `${list}/:id`;
  const route = Object.hasOwn(routes, `${method} ${pattern}`) ? routes[`${method} ${pattern}`] : undefined;
  if (route === undefined) return refuse(pattern);
  const reply = await route({ service, id, readBody: () => readBody(request) });
  return { ...reply, headers: { "Cache-Control": "no-store" } };
}

function refuse(pattern: string): Reply {
  const methods = Object.keys(routes).flatMap((name) => (name.endsWith(` ${pattern}`) ? [name.split(" ", 1)[0]] : []));
  if (methods.length === 0) return { status: 404, body: { message: "There is no such admin page." } };
  const allowed = methods.join(", ");
  return { status: 405, headers: { Allow: allowed }, body: { message: `This admin page takes ${allowed}.` } };
}

function reportService({ region, addresses, quotas }: ServiceContext): ServiceReport {
  return { region, controlPlaneUrl: addresses.controlPlaneUrl, quotas: quotas.mode };
}

function ok(body: object): Reply {
  return { status: 200, body };
}
