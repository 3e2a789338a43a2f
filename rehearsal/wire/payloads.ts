import { decodeBase64 } from "../../protocol/signaling/base64.ts";
import { mapped, parsedJson } from "./mapped.ts";

/** The fields in which KVS carries a session description or a candidate, as the clients spell them. */
const PAYLOAD_KEY = /^(?:messagePayload|answer)$/i;

/**
 * Copies JSON data with KVS's payloads opened: base64 becomes the JSON or the SDP in it. JSON in any other string is
 * opened too. A payload that cannot be read becomes a note of its length, since nobody knows what is in it.
 */
export function openPayloads(body: unknown): unknown {
  return mapped(body, (part, key) => {
    if (typeof part !== "string") return part;
    return PAYLOAD_KEY.test(key) ? openPayload(part) : openText(part);
  });
}

function openPayload(payload: string): unknown {
  for (const text of [decodeBase64(payload), payload]) {
    const bare = text?.replace(/^\uFEFF/, "").trim() ?? "";
    if (bare.startsWith("v=0")) return bare;
    const json = parsedJson(bare);
    if (typeof json === "object") return openPayloads(json);
  }
  return payload === "" ? "" : `unreadable, ${payload.length} characters`;
}

function openText(text: string): unknown {
  const json = parsedJson(text);
  const opened = typeof json === "string" ? openText(json) : json && openPayloads(json);
  return typeof opened === "object" && opened !== null ? opened : text;
}
