import { createHash } from "node:crypto";
import { frontEndError } from "../errors.ts";

/** A request as far as its signature is concerned. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as they stood in the request line. */
  readonly target: string;
  /** Names and values in turn, as node:http gives them. */
  readonly rawHeaders: readonly string[];
}

/**
 * RFC 3986 encoding of all but the unreserved characters, as SigV4 wants it. signaling-client/ has its own on purpose:
 * a client and its verifier that shared the code would agree on a mistake in it.
 */
function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The decoded name and value pairs of a request's query, in their order.
 * @throws {WireError} IncompleteSignatureException when an escape in it is broken.
 */
export function queryPairs(target: string): [name: string, value: string][] {
  const start = target.indexOf("?");
  if (start === -1) return [];
  const pairs = target.slice(start + 1).split("&");
  return pairs.filter((pair) => pair !== "").map(readPair);
}

function readPair(pair: string): [name: string, value: string] {
  const equals = pair.indexOf("=");
  const [name, value] = equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
  try {
    return [decodeURIComponent(name), decodeURIComponent(value)];
  } catch {
    throw frontEndError("IncompleteSignatureException", "The query string is not percent-encoded UTF-8.");
  }
}

/** The query in canonical form: encoded again, sorted by name and value. */
export function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  return pairs
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * The path in canonical form, as every service but S3 has it: without `.`, `..` and doubled slashes, and each segment
 * encoded once more.
 */
function canonicalPath(target: string): string {
  const path = target.split("?", 1)[0] ?? "";
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encodeRfc3986(segment));
  }
  return `/${segments.join("/")}${segments.length > 0 && path.endsWith("/") ? "/" : ""}`;
}

/** A header's value in canonical form, or undefined when the request has no such header. */
export function canonicalHeader(request: SignedRequest, name: string): string | undefined {
  const values: string[] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === name) {
      values.push((request.rawHeaders[index + 1] ?? "").trim().replace(/\s+/g, " "));
    }
  }
  return values.length === 0 ? undefined : values.join(",");
}

/** The canonical request that a signature covers. `host` stands for the Host header, which clients sign in two ways. */
export function canonicalRequest(
  request: SignedRequest,
  query: string,
  signedHeaders: readonly string[],
  host: string,
  payloadHash: string,
): string {
  const headers = signedHeaders.map(
    (name) => `${name}:${name === "host" ? host : (canonicalHeader(request, name) ?? "")}\n`,
  );
  return [
    request.method,
    canonicalPath(request.target),
    query,
    headers.join(""),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

/** SHA-256 in hexadecimal. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
