import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { sleep, systemClock } from "../../../camera/clock.ts";
import type { ProactiveEvent } from "../../../protocol/alexa/proactive-events.ts";
import { type AwsBehaviour, SLOW_MS } from "../../aws/behaviour.ts";
import { closeServer, listenOnLoopback } from "../../listen.ts";
import { isForeign } from "../../loopback.ts";
import { exception, type GatewayReply } from "./exception.ts";
import { readEvent } from "./read-event.ts";

/** What a gateway decides by. */
export interface GatewayRules {
  /** Says whose a token is, or why it is no use here. */
  admit(token: string): { readonly userId: string } | { readonly refusal: GatewayReply };
  /** The host of the gateway that is a user's. */
  hostOf(userId: string): string;
  /** Takes an event. */
  accept(userId: string, event: ProactiveEvent): void;
  /** Hears of an event that was not taken, as it came: it may be anything. */
  refuse(status: number, body: string): void;
  /** The longest body, in characters. */
  readonly mostCharacters: number;
}

/** The gateway of one region. */
export interface Gateway {
  readonly url: string;
  behave(behaviour: AwsBehaviour): void;
  stop(): Promise<void>;
}

const POST_EVENT = "POST /v3/events";
const TAKEN = 202;

/** Serves one region's gateway on loopback. */
export async function startGateway(rules: GatewayRules, port?: number): Promise<Gateway> {
  const stopping = new AbortController();
  let behaviour: AwsBehaviour = "ok";

  async function replyTo(request: IncomingMessage): Promise<GatewayReply | "cut"> {
    const body = await text(request);
    const reply = await replyToBody(request, body);
    if (reply !== "cut" && reply.status !== TAKEN && callOf(request) === POST_EVENT) rules.refuse(reply.status, body);
    return reply;
  }

  async function replyToBody(request: IncomingMessage, body: string): Promise<GatewayReply | "cut"> {
    if (isForeign(request.headers.host, request.headers.origin)) return { status: 403 };
    switch (behaviour) {
      case "refused":
        return "cut";
      case "denied":
        return { status: 403 };
      case "throttled":
        return exception("THROTTLING_EXCEPTION", "Too many requests.");
      case "error":
        return exception("INTERNAL_SERVICE_EXCEPTION", "The service failed.");
      case "garbage":
        return { status: 200, body: "<html>not what you asked for</html>" };
      case "slow":
        await sleep(systemClock, SLOW_MS, stopping.signal);
        // Whoever waited is gone, and so is perhaps who would hear of the event.
        if (stopping.signal.aborted) return "cut";
    }
    return answer(request, body, rules);
  }

  const server = createServer((request, response) => {
    replyTo(request).then(
      (reply) => (reply === "cut" ? request.socket.destroy() : write(response, reply)),
      () => request.socket.destroy(),
    );
  });
  const boundPort = await listenOnLoopback(server, port);
  return {
    url: `http://127.0.0.1:${boundPort}`,
    behave(next) {
      behaviour = next;
    },
    async stop() {
      stopping.abort();
      await closeServer(server);
    },
  };
}

function callOf({ method, url }: IncomingMessage): string {
  return `${method} ${url}`;
}

function answer(request: IncomingMessage, body: string, rules: GatewayRules): GatewayReply {
  const { method, headers } = request;
  const call = callOf(request);
  if (call !== POST_EVENT && call !== "GET /v1/alexaApiEndpoint") return { status: 404 };
  const token = /^bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) return exception("INVALID_ACCESS_TOKEN_EXCEPTION", "The access token is missing.");
  const admitted = rules.admit(token);
  if ("refusal" in admitted) return admitted.refusal;
  if (method === "GET") return { status: 200, body: { endpoints: [rules.hostOf(admitted.userId)] } };
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) {
    return exception("INVALID_REQUEST_EXCEPTION", "The request is not valid at Content-Type.");
  }
  if (body.length > rules.mostCharacters) {
    return exception("REQUEST_ENTITY_TOO_LARGE_EXCEPTION", "The request is too large.");
  }
  const posted = readEvent(body, token);
  if ("refusal" in posted) return posted.refusal;
  rules.accept(admitted.userId, posted.event);
  return { status: TAKEN };
}

function write(response: ServerResponse, { status, body }: GatewayReply): void {
  const isPage = typeof body === "string";
  const content = body === undefined || isPage ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": isPage ? "text/html" : "application/json" });
  response.end(content);
}
