import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import * as z from "zod/mini";
import { closeServer, listenOnLoopback } from "../listen.ts";
import { isForeign } from "../loopback.ts";

/** What a function URL is started with. */
export interface FunctionUrlOptions {
  /** Invokes the function and gives what it returned. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** The TCP port on 127.0.0.1; 0, the default, lets the system choose one. */
  readonly port?: number;
}

/** A function's own URL. */
export interface FunctionUrl {
  /** Ends in a slash, as AWS's do. */
  readonly url: string;
  stop(): Promise<void>;
}

const resultSchema = z.object({
  statusCode: z.int().check(z.minimum(100), z.maximum(599)),
  headers: z._default(z.record(z.string(), z.string()), {}),
  cookies: z._default(z.array(z.string()), []),
  body: z._default(z.string(), ""),
  isBase64Encoded: z._default(z.boolean(), false),
});

/** The most that a function may return, in bytes of JSON. Source: Lambda quotas, synchronous invocation payload. */
const MAX_RESULT_BYTES = 6 * 1024 * 1024;
/** The most that a function URL takes, in bytes. */
const MAX_REQUEST_BYTES = 6 * 1024 * 1024;

/**
 * Serves a Lambda function on loopback as its function URL does, with authorization type NONE: each request becomes an
 * event of payload format 2.0, and the result becomes the response. A function that throws, or returns more than 6 MB,
 * is HTTP 502.
 * Source: AWS Lambda developer guide, "Invoking Lambda function URLs".
 */
export async function startFunctionUrl({ invoke, port }: FunctionUrlOptions): Promise<FunctionUrl> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (isForeign(request.headers.host, request.headers.origin)) return end(response, 403, "Forbidden");
    if (body.length > MAX_REQUEST_BYTES) return end(response, 413, "Request Too Long");
    const result = await invoke(eventOf(request, body)).catch(() => undefined);
    if (result === undefined || Buffer.byteLength(JSON.stringify(result)) > MAX_RESULT_BYTES) {
      return end(response, 502, "Internal Server Error");
    }
    write(response, result);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listenOnLoopback(server, port)}/`,
    stop: () => closeServer(server),
  };
}

/** The event that a request becomes: header names in lower case, several values of one joined by commas. */
function eventOf(request: IncomingMessage, body: Buffer): object {
  const { method = "GET", url: target = "/" } = request;
  const { pathname, search, searchParams } = new URL(target, "http://function.url");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
  const { cookie, ...others } = headers;
  const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name).join(",")]));
  const now = new Date();
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split("; ") }),
    headers: others,
    ...(search.length > 1 && { queryStringParameters: query }),
    requestContext: {
      accountId: "anonymous",
      apiId: "rehearsal",
      domainName: request.headers.host ?? "",
      domainPrefix: "rehearsal",
      http: {
        method,
        path: pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: "127.0.0.1",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString("base64") }),
    isBase64Encoded: body.length > 0,
  };
}

/** A result without a status is the body of a 200, in JSON. */
function write(response: ServerResponse, result: unknown): void {
  const parsed = z.safeParse(resultSchema, result).data;
  if (parsed === undefined) {
    response.setHeader("content-type", "application/json");
    end(response, 200, typeof result === "string" ? result : JSON.stringify(result));
    return;
  }
  for (const [name, value] of Object.entries(parsed.headers)) response.setHeader(name, value);
  if (parsed.cookies.length > 0) response.setHeader("set-cookie", parsed.cookies);
  end(response, parsed.statusCode, Buffer.from(parsed.body, parsed.isBase64Encoded ? "base64" : "utf8"));
}

function end(response: ServerResponse, status: number, body: string | Buffer): void {
  response.writeHead(status);
  response.end(body);
}
