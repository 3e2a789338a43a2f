import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json, text } from "node:stream/consumers";
import * as z from "zod/mini";
import { closeServer, listenOnLoopback } from "../listen.ts";

const runtimeErrorSchema = z.object({ errorType: z.string(), errorMessage: z.string() });

type RuntimeError = z.infer<typeof runtimeErrorSchema>;

/** What a handler came to: what it returned, or that it threw. */
export type Outcome = { readonly result: unknown } | { readonly error: RuntimeError };

/** The Runtime API of one execution environment, which works on one invocation at a time. */
export interface RuntimeApi {
  /** What AWS_LAMBDA_RUNTIME_API holds. */
  readonly address: string;
  /** Resolves when the function is loaded and asks for its first invocation; never, where it cannot be loaded. */
  readonly initialised: Promise<void>;
  /** Hands one event in and resolves with what the handler makes of it. Its time starts when the handler takes it. */
  invoke(event: unknown, timeoutMilliseconds: number): Promise<Outcome>;
  stop(): Promise<void>;
}

interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  readonly timeoutMilliseconds: number;
}

/**
 * The most that a handler may return, in bytes of JSON. Lambda's own error names this number; its quotas say 6 MB.
 * Source: AWS Lambda developer guide, "Lambda quotas", invocation payload.
 */
const MAX_RESULT_BYTES = 6_291_556;

/**
 * Serves the Lambda Runtime API to one execution environment, on loopback.
 * Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes".
 */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const events = new EventEmitter();
  const waiting: Invocation[] = [];
  const initialised = once(events, "next").then(() => {});
  let initError: Outcome | undefined;

  async function next(response: ServerResponse): Promise<void> {
    events.emit("next");
    if (waiting.length === 0) await once(events, "invocation");
    const invocation = waiting.shift();
    if (!invocation) return;
    response.setHeader("Lambda-Runtime-Aws-Request-Id", invocation.requestId);
    response.setHeader("Lambda-Runtime-Deadline-Ms", Date.now() + invocation.timeoutMilliseconds);
    response.setHeader("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(invocation.event));
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.replace("/2018-06-01/runtime", "") ?? "";
    if (request.method === "GET" && path === "/invocation/next") return next(response);
    const [, requestId, kind] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (requestId !== undefined) {
      const outcome = kind === "response" ? resultOf(await text(request)) : { error: await errorIn(request) };
      events.emit(requestId, outcome);
      response.writeHead("error" in outcome && kind === "response" ? 413 : 202).end();
    } else if (path === "/init/error") {
      initError = { error: await errorIn(request) };
      for (const invocation of waiting.splice(0)) events.emit(invocation.requestId, initError);
      response.writeHead(202).end();
    } else {
      response.writeHead(404).end();
    }
  }

  const server = createServer((request, response) => {
    route(request, response).catch(() => response.writeHead(400).end());
  });
  // The client waits in `next` for as long as nobody asks for anything.
  server.requestTimeout = 0;
  const port = await listenOnLoopback(server);

  return {
    address: `127.0.0.1:${port}`,
    initialised,
    async invoke(event, timeoutMilliseconds) {
      if (initError) return initError;
      const requestId = randomUUID();
      const outcome = once(events, requestId);
      waiting.push({ requestId, event, timeoutMilliseconds });
      events.emit("invocation");
      return (await outcome)[0];
    },
    stop: () => closeServer(server),
  };
}

function resultOf(body: string): Outcome {
  if (Buffer.byteLength(body) <= MAX_RESULT_BYTES) return { result: JSON.parse(body) };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAX_RESULT_BYTES} bytes).`;
  return { error: { errorType: "Function.ResponseSizeTooLarge", errorMessage } };
}

async function errorIn(request: IncomingMessage): Promise<RuntimeError> {
  return z.parse(runtimeErrorSchema, await json(request));
}
