import { type Calling, exchangeJson, type JsonReply } from "./http-json.ts";

/** What a post may go with besides. */
interface Posting extends Calling {
  /** Such as `authorization`, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Posts a JSON document and takes the one that comes back.
 * @throws as {@link exchangeJson}.
 */
export function postJson(url: URL, document: unknown, { headers, ...calling }: Posting): Promise<JsonReply> {
  return post(url, JSON.stringify(document), { ...headers, "content-type": "application/json" }, calling);
}

/**
 * Posts a form, `application/x-www-form-urlencoded`, and takes the JSON that comes back.
 * @throws as {@link exchangeJson}.
 */
export function postForm(url: URL, fields: Readonly<Record<string, string>>, calling: Calling): Promise<JsonReply> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return post(url, new URLSearchParams(fields).toString(), headers, calling);
}

function post(url: URL, body: string, headers: Readonly<Record<string, string>>, calling: Calling): Promise<JsonReply> {
  return exchangeJson(url, { method: "POST", headers, body }, calling);
}
