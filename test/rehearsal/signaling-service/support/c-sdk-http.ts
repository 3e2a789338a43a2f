import { once } from "node:events";
import type { Socket } from "node:net";
import { authorization, plainSigner } from "./plain-signer.ts";

/** Opens the connection that one call or handshake goes over, as far as it can be written to. */
export type Connect = (url: URL) => Promise<Socket>;

/** The key that a C SDK camera signs with; its token is sent, but never signed. */
export interface CSdkCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface CSdkCaller {
  readonly region: string;
  readonly credentials: CSdkCredentials;
  readonly connect: Connect;
  now(): Date;
}

export interface CSdkReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly json: unknown;
}

/** Its parser is given room for so many tokens. */
const MAX_JSON_TOKENS = 100;
const USER_AGENT = "AWS-WEBRTC-KVS-AGENT/1.0.0 rehearsal";

/** A date as SigV4 has it, `yyyymmddThhmmssZ`. */
export function amzDateOf(date: Date): string {
  return date.toISOString().replace(/[:-]|\.\d{3}/g, "");
}

/**
 * Calls an operation as the C SDK does: one connection a call, `host;user-agent;x-amz-date` signed, the body written by
 * itself, and whatever the first read brings taken for the whole reply.
 */
export async function callAsCSdk(caller: CSdkCaller, address: string, input: object): Promise<CSdkReply> {
  const url = new URL(address);
  const body = JSON.stringify(input, null, "\t");
  const socket = await caller.connect(url);
  try {
    socket.setNoDelay(true);
    const read = once(socket, "data");
    await written(socket, head(caller, url, body));
    await written(socket, body);
    const [chunk] = (await read) as [Buffer];
    return readWhole(chunk);
  } finally {
    socket.destroy();
  }
}

function head({ region, credentials, now }: CSdkCaller, url: URL, body: string): string {
  const amzDate = amzDateOf(now());
  const sign = plainSigner({ credentials, region, amzDate });
  const headers = [
    ["host", url.host],
    ["user-agent", USER_AGENT],
    ["x-amz-date", amzDate],
  ] as const;
  const lines = [
    `POST ${url.pathname} HTTP/1.1`,
    ...headers.map((pair) => pair.join(": ")),
    `Authorization: ${authorization(sign({ path: url.pathname, headers, body }))}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    ...(credentials.sessionToken === undefined ? [] : [`x-amz-security-token: ${credentials.sessionToken}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function written(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** @throws {Error} when one read is not one reply, or the reply is more than the SDK can take. */
function readWhole(chunk: Buffer): CSdkReply {
  const end = chunk.indexOf("\r\n\r\n");
  if (end === -1) throw new Error("the first read did not bring all headers");
  const [statusLine = "", ...fields] = chunk.subarray(0, end).toString().split("\r\n");
  const headers = new Map(fields.map((field) => splitField(field)));
  if (headers.has("transfer-encoding")) throw new Error("the reply is chunked");
  const length = Number(headers.get("content-length"));
  const body = chunk.subarray(end + 4);
  if (body.length !== length) throw new Error(`one read brought ${body.length} of ${length} bytes`);
  const json: unknown = JSON.parse(body.toString());
  if (countTokens(json) > MAX_JSON_TOKENS) throw new Error(`the reply has ${countTokens(json)} JSON tokens`);
  return { status: Number(statusLine.split(" ")[1]), headers, json };
}

function splitField(field: string): [name: string, value: string] {
  const colon = field.indexOf(":");
  return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
}

/** As the SDK's parser counts: each object, list, key and value is one. */
function countTokens(json: unknown): number {
  if (typeof json !== "object" || json === null) return 1;
  const values: unknown[] = Object.values(json);
  const keys = Array.isArray(json) ? 0 : values.length;
  return values.reduce<number>((total, value) => total + countTokens(value), 1 + keys);
}
