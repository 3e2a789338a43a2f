import type { IncomingMessage, ServerResponse } from "node:http";
import { authorise } from "../access/authorise.ts";
import { handleAdminRequest, isAdminPath, redirectToPage } from "../admin/routes.ts";
import type { Ending, Failure } from "../behaviours/behaviour.ts";
import type { ServiceContext } from "../context.ts";
import { toWireError, WireError } from "../errors.ts";
import { describeFault, type Fault } from "../fault.ts";
import type { Call } from "../operation.ts";
import { authenticate } from "../sigv4/authenticate.ts";
import type { TrafficTap } from "../traffic.ts";
import { calledChannelName } from "./called-channel.ts";
import { allowCrossOrigin, preflightReply } from "./cors.ts";
import { endAs, meetBehaviours } from "./meet-behaviours.ts";
import { parseBody, readBody, requireObject } from "./read-body.ts";
import { refuseForeign } from "./refuse-foreign.ts";
import { beginReply, errorReply, type Reply, resetSocket, sendReply } from "./reply.ts";
import { findRoute, operationAt, type Route } from "./route.ts";

/** What is known of a request by the time it ends, for its event. */
interface Progress {
  operation: string;
  channelName?: string;
  /** What keeps a reply with HTTP 200 from being a success. */
  warning?: string;
  fault?: Fault;
  tellReply?: ReturnType<TrafficTap["request"]>;
}

/** How a request ends: as a behaviour has it, or with a reply that may have headers of its own. */
type Outcome =
  | Exclude<Ending, Failure | { do: "reply" }>
  | { readonly do: "fail"; readonly error: WireError }
  | ({ readonly do: "reply" } & Reply);

/** Answers one HTTP request, whatever it holds. */
export async function handleRequest(
  service: ServiceContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = service.stamp();
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const progress: Progress = { operation: "unknown" };
  allowCrossOrigin(request, response);
  let ending: Outcome;
  try {
    ending = await carryOut(service, request, progress, gone.signal);
  } catch (error) {
    // A client that leaves in the middle of its own request gets no answer and is nobody's failure.
    if (request.destroyed && !request.complete) return;
    if (!(error instanceof WireError)) progress.fault = describeFault(error);
    ending = { do: "fail", error: toWireError(error) };
  }
  const { fault, tellReply, warning, ...subject } = progress;
  switch (ending.do) {
    case "reply":
    case "fail": {
      const reply: Reply = ending.do === "fail" ? errorReply(ending.error) : ending;
      if (ending.do === "fail") {
        // What is no operation is told by its path; the query may hold a signature.
        const call = subject.operation === "unknown" ? calledPath(request) : undefined;
        const hint = ending.error.hint ?? call;
        service.emit({
          type: "refused",
          ...subject,
          status: reply.status,
          errorType: ending.error.name,
          message: ending.error.message,
          ...(hint === undefined ? {} : { hint }),
          ...(fault === undefined ? {} : { fault }),
        });
      }
      sendReply(response, reply, service.clientTime());
      if (!gone.signal.aborted) {
        const errorType = ending.do === "fail" ? { errorType: ending.error.name } : {};
        tellReply?.({ status: reply.status, ...errorType, body: reply.body });
      }
      // The owner's page asks once a second; that it is answered is no news.
      if (progress.operation === "admin" && reply.status < 400) return;
      service.emit({
        type: "request",
        ...subject,
        status: reply.status,
        milliseconds: service.stamp() - startedAt,
        ...(warning === undefined ? {} : { warning }),
      });
      return;
    }
    case "reset":
      beginReply(response, service.clientTime(), () => resetSocket(request.socket));
      return;
    case "stall":
      beginReply(response, service.clientTime());
      return;
    case "hang":
      return;
  }
}

async function carryOut(
  service: ServiceContext,
  request: IncomingMessage,
  progress: Progress,
  signal: AbortSignal,
): Promise<Outcome> {
  const target = request.url ?? "/";
  const method = request.method ?? "GET";
  refuseForeign(service, request);
  if (isAdminPath(target)) {
    progress.operation = "admin";
    return { do: "reply", ...(await handleAdminRequest(service, request)) };
  }
  const redirect = redirectToPage(request);
  if (redirect !== undefined) {
    progress.operation = "admin";
    return { do: "reply", ...redirect };
  }
  const preflight = preflightReply(request);
  if (preflight !== undefined) {
    progress.operation = "preflight";
    return { do: "reply", ...preflight };
  }
  const location = service.addresses.locate(request.headers.host, target);
  // A refused signature is told with the call that it was for.
  progress.operation = operationAt(location) ?? "unknown";
  const body = await readBody(request);
  const signed = { method, target, rawHeaders: request.rawHeaders };
  const key = authenticate(signed, body, service);
  const route = findRoute(service, method, location);
  const { name: operation, path } = route.operation;
  const json = parseBody(body);
  const channelName = route.plane === "data" ? route.channel.channelName : calledChannelName(operation, json);
  progress.tellReply = service.traffic.request({ operation, line: `${method} ${path}`, body: json }, channelName);
  if (channelName !== undefined) progress.channelName = channelName;
  if (route.plane === "wrong") {
    progress.warning = `UnknownOperation: ${route.warning}`;
    return { do: "reply", status: 200, body: route.body };
  }
  if (route.plane === "data" && route.stale !== undefined) {
    const stale = endAs(route.stale);
    progress.warning = "the endpoint has moved, as a behaviour has it";
    return stale;
  }
  const input = requireObject(json);
  authorise(service, key, { operation, channelName, gate: route.plane === "data" ? "data-plane" : "control-plane" });
  const channel = channelName === undefined ? undefined : service.channels.byName(channelName);
  service.quotas.admitCall(operation, channel);
  // A client's mistake is one whatever the service is told to do with calls that are right.
  const run = prepare(route, { input, service, signal });
  const ending = await meetBehaviours(service, { operation, channelName, body: input }, signal);
  if (ending !== undefined) progress.warning = "a behaviour answered";
  return ending ?? { do: "reply", status: 200, body: await run() };
}

/** A request's method and path, as far as they are plain text. */
function calledPath({ method = "GET", url = "/" }: IncomingMessage): string {
  return `${method} ${/^[\w./~%-]{1,80}/.exec(url)?.[0] ?? "/"}`;
}

function prepare(route: Exclude<Route, { plane: "wrong" }>, call: Call<unknown>): () => object | Promise<object> {
  return route.plane === "data"
    ? route.operation.prepare({ ...call, channel: route.channel })
    : route.operation.prepare(call);
}
