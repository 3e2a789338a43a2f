import { request } from "node:http";
import { type Agent, request as requestByTls } from "node:https";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { SignalingService } from "../../../../rehearsal/signaling-service/index.ts";
import { agentTo } from "./tls-client.ts";

export interface RawReply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

export interface RawRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** For https: who connects, and whom it trusts. */
  readonly agent?: Agent;
}

/** Sends a request as it is: nothing is added to it but Host and Content-Length. */
export function sendRaw({ url, method = "POST", headers = {}, body = "", agent }: RawRequest): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? requestByTls : request;
    const outgoing = send(url, {
      method,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent: agent ?? false,
    });
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk as Buffer));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

export interface SigningOptions {
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly region?: string;
  readonly signingService?: string;
  readonly signingDate?: Date;
  readonly unsignableHeaders?: Set<string>;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  /** What the signature says the Host is. */
  readonly host?: string;
}

/** Signs a request in the header form, as an SDK would. */
export async function signRaw(
  service: SignalingService,
  url: string,
  body: string,
  options: SigningOptions = {},
): Promise<Required<Omit<RawRequest, "agent">>> {
  const { host, hostname, pathname, searchParams, protocol } = new URL(url);
  const method = options.method ?? "POST";
  const signer = new SignatureV4({
    service: options.signingService ?? "kinesisvideo",
    region: options.region ?? service.region,
    credentials: options.credentials ?? service.credentials,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol,
      hostname,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { host: options.host ?? host, "content-type": "application/json", ...options.headers },
      body,
    },
    {
      ...(options.signingDate ? { signingDate: options.signingDate } : {}),
      ...(options.unsignableHeaders ? { unsignableHeaders: options.unsignableHeaders } : {}),
    },
  );
  return { url, method, headers: { ...signed.headers, host }, body };
}

/** Signs and sends. */
export async function postSigned(
  service: SignalingService,
  path: string,
  body: string,
  options: SigningOptions = {},
): Promise<RawReply> {
  const signed = await signRaw(service, `${service.controlPlaneUrl}${path}`, body, options);
  return sendRaw(service.caFile === undefined ? signed : { ...signed, agent: agentTo(service) });
}
