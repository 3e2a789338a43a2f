import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { sleep, systemClock } from "../../camera/clock.ts";
import { closeServer, listenOnLoopback } from "../listen.ts";
import { isForeign } from "../loopback.ts";
import { type AccessKey, createAccessKeys } from "../signaling-service/access/access-keys.ts";
import { WireError } from "../signaling-service/errors.ts";
import { authenticate } from "../signaling-service/sigv4/authenticate.ts";
import { type AwsBehaviour, SLOW_MS } from "./behaviour.ts";

/** A call whose signature is right. */
export interface SignedCall {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  readonly key: AccessKey;
  /** The region that it was signed for. */
  readonly region: string;
}

/** What a call is answered with. */
export interface AwsReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One of AWS's services besides KVS. */
export interface AwsServerOptions {
  /** The name that requests are signed for, such as `dynamodb`. */
  readonly service: string;
  /** The one region that it serves; every region, where this is left out. */
  readonly region?: string;
  readonly accessKeys: readonly AccessKey[];
  /** How many minutes a caller's clock may be off, either way: 5, as with most services, by default. */
  readonly clockWindowMinutes?: number;
  /** The TCP port on 127.0.0.1; 0, the default, lets the system choose one. */
  readonly port?: number;
  handle(call: SignedCall): Promise<AwsReply> | AwsReply;
  /** Writes an error as this service does; its name has no namespace, such as `ThrottlingException`. */
  errorReply(name: string, status: number, message: string): AwsReply;
  /** The name of the service's error for too many calls, and its HTTP status. */
  readonly throttled: { readonly name: string; readonly status: number };
}

/** A running service. */
export interface AwsServer {
  readonly url: string;
  /** How calls are treated from now on. */
  behave(behaviour: AwsBehaviour): void;
  /** Sets its clock: by how many milliseconds it is ahead of this machine's. Signatures are held against it. */
  skewClock(milliseconds: number): void;
  stop(): Promise<void>;
}

/** Serves one of AWS's services on loopback, to whoever signs with one of the keys. */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const { service, region, errorReply, throttled } = options;
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const verifier = {
    service,
    region,
    accessKeys: createAccessKeys(options.accessKeys),
    windowMinutes: options.clockWindowMinutes,
    clientTime: now,
  };
  const stopping = new AbortController();
  // Each call that is slow listens to it, and there may be many at once: that is no leak.
  setMaxListeners(0, stopping.signal);
  let behaviour: AwsBehaviour = "ok";

  async function replyTo(request: IncomingMessage): Promise<AwsReply | "cut"> {
    const { method = "GET", url: target = "/", headers, rawHeaders } = request;
    const body = await buffer(request);
    if (isForeign(headers.host, headers.origin)) return errorReply("AccessDeniedException", 403, "a foreign request");
    switch (behaviour) {
      case "refused":
        return "cut";
      case "denied":
        return errorReply("AccessDeniedException", 400, "The role is not authorized to perform the action.");
      case "throttled":
        return errorReply(throttled.name, throttled.status, "Rate exceeded.");
      case "error":
        return errorReply("InternalServerError", 500, "The service failed.");
      case "garbage":
        return { status: 200, headers: { "content-type": "text/html" }, body: "<html>not what you asked for</html>" };
      case "slow":
        await sleep(systemClock, SLOW_MS, stopping.signal);
        // Whoever waited is gone, and so is perhaps what would do the call.
        if (stopping.signal.aborted) return "cut";
    }
    try {
      const key = authenticate({ method, target, rawHeaders }, body, verifier);
      return await options.handle({ method, target, headers, body, key, region: region ?? signedRegion(headers) });
    } catch (error) {
      if (error instanceof WireError) return errorReply(error.name, error.status, error.message);
      return errorReply("InternalServerError", 500, "The service failed.");
    }
  }

  const server = createServer((request, response) => {
    replyTo(request).then(
      (reply) => (reply === "cut" ? request.socket.destroy() : write(response, reply, now())),
      () => request.socket.destroy(),
    );
  });
  const port = await listenOnLoopback(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    behave(next) {
      behaviour = next;
    },
    skewClock(milliseconds) {
      aheadMs = milliseconds;
    },
    async stop() {
      stopping.abort();
      await closeServer(server);
    },
  };
}

/** The region in the scope of a signature that was verified: `Credential=<key>/<day>/<region>/…`. */
function signedRegion({ authorization = "" }: IncomingMessage["headers"]): string {
  return /Credential=[^/]+\/[^/]+\/([^/]+)\//.exec(authorization)?.[1] ?? "";
}

function write(response: ServerResponse, { status, headers = {}, body = "" }: AwsReply, now: number): void {
  const bytes = Buffer.from(body);
  const date = new Date(now).toUTCString();
  response.writeHead(status, { date, ...headers, "content-length": String(bytes.length) });
  response.end(bytes);
}
