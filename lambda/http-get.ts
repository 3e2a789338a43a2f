import { type Calling, exchangeJson, type JsonReply } from "./http-json.ts";

export type { JsonReply } from "./http-json.ts";

/**
 * Gets a JSON document.
 * @throws as {@link exchangeJson}.
 */
export function getJson(url: URL, calling: Calling): Promise<JsonReply> {
  return exchangeJson(url, { method: "GET" }, calling);
}
