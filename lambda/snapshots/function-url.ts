import * as z from "zod/mini";

/**
 * What a function URL hands to its function, as far as it is looked at; header names are in lower case.
 * Source: AWS Lambda developer guide, "Invoking Lambda function URLs", payload format 2.0.
 */
export const urlRequestSchema = z.object({
  rawPath: z.string(),
  headers: z._default(z.record(z.string(), z.string()), {}),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});
/** A request to a function URL. */
export type UrlRequest = z.infer<typeof urlRequestSchema>;

/** What a function URL answers with. */
export interface UrlResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Nothing that is served here is for anyone but who asked, now. */
const headers = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** A picture; to a HEAD without its bytes. */
export function pictureResponse(type: string, bytes: Buffer, method: string): UrlResponse {
  const body = method === "HEAD" ? "" : bytes.toString("base64");
  return { statusCode: 200, headers: { ...headers, "content-type": type }, body, isBase64Encoded: true };
}

/** A refusal: a number, and nothing that could be told to a stranger. */
export function bareResponse(statusCode: number, more: Readonly<Record<string, string>> = {}): UrlResponse {
  return { statusCode, headers: { ...headers, ...more }, body: "", isBase64Encoded: false };
}
