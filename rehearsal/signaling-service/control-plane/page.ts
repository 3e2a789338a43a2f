import * as z from "zod/mini";
import { decodeBase64, encodeBase64 } from "../../../protocol/signaling/base64.ts";
import { serviceError } from "../errors.ts";

/** A page's token as the client hands it back; an empty one asks for the first page. Source: NextToken. */
export const nextTokenSchema = z
  .string()
  .check(z.maxLength(1024), z.regex(/^[a-zA-Z0-9+/=]*$/, { error: "is not base64" }));

/** Which page of a list is wanted. */
interface PageOptions<Entry> {
  readonly key: (entry: Entry) => string;
  readonly nextToken: string | undefined;
  readonly size: number;
}

/**
 * Cuts a page out of a list that is in the order of its keys. A token names the page's last entry, so pages stay right
 * when entries come and go between two calls.
 * @throws {WireError} InvalidArgumentException when the token is none of this service's.
 */
export function cutPage<Entry>(
  entries: readonly Entry[],
  { key, nextToken, size }: PageOptions<Entry>,
): { readonly page: Entry[]; readonly token: { readonly NextToken?: string } } {
  const after = nextToken ? readToken(nextToken) : "";
  const left = entries.filter((entry) => key(entry) > after);
  const page = left.slice(0, size);
  const last = page.at(-1);
  const more = last !== undefined && page.length < left.length;
  // Without NextToken, not with an empty one, the SDKs know that it was the last page.
  return { page, token: more ? { NextToken: encodeBase64(`after:${key(last)}`) } : {} };
}

function readToken(token: string): string {
  const text = decodeBase64(token);
  if (!text?.startsWith("after:")) {
    throw serviceError("InvalidArgumentException", "NextToken is not one that this operation gave");
  }
  return text.slice("after:".length);
}
