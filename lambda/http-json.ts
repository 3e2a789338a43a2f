import http from "node:http";
import https from "node:https";
import type { Connections } from "./connections.ts";

/** A reply that was fully received. `body` is undefined where it is no JSON. */
export interface JsonReply {
  readonly status: number;
  readonly body: unknown;
}

/** What every call goes with. */
export interface Calling {
  readonly connections: Connections;
  readonly signal: AbortSignal;
}

/** What is asked. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Far more than any reply that this skill asks for. */
const MAX_BODY_CHARACTERS = 100_000;

/**
 * Sends a request and takes the JSON that comes back. Redirects are not followed.
 * It stands on node:https because the AWS clients have that loaded already: the platform's fetch costs 25 ms more in a
 * cold start.
 * @throws whatever node:https throws, or an AbortError. The message may quote the URL: it must not reach a log.
 */
export function exchangeJson(
  url: URL,
  { method, headers, body }: HttpRequest,
  { connections, signal }: Calling,
): Promise<JsonReply> {
  return new Promise((resolve, reject) => {
    const [begin, agent] =
      url.protocol === "https:" ? [https.request, connections.httpsAgent] : [http.request, connections.httpAgent];
    const options = { method, agent, signal, headers: { accept: "application/json", ...headers } };
    const request = begin(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length <= MAX_BODY_CHARACTERS) return;
        reject(new Error("the reply is too long"));
        // Without an error: of a reply that is all there by now nobody would hear it, and it would end the process.
        request.destroy();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: parseJson(text) }));
      response.on("error", reject);
    });
    request.on("error", reject);
    // Handed over at once, so that its length is said instead of chunks.
    request.end(body);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes its input in the message.
    return undefined;
  }
}
