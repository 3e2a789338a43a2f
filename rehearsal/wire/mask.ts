import { mapped, parsedJson } from "./mapped.ts";
import { openPayloads } from "./payloads.ts";

/** Stands for a secret, whatever its length. */
const MASK = "•••";

/** How the names of fields that hold secrets end, in small letters and without separators. */
const secretEndings = [
  "token", // access, refresh, correlation and security tokens
  "secret",
  "password",
  "pwd",
  "authorization",
  "credential",
  "credentials",
  "signature",
  "accesskey",
  "accesskeyid",
  "privatekey",
  "ufrag",
  "usernamefragment",
  "fingerprint",
];

/** Secrets inside texts: what is kept of each comes first. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/At(?:za|zr|na|c)(?:\||%7[Cc])[^\s"'&]*/g, MASK],
  // In URLs, in forms, and in JSON that was cut off.
  [
    /((?:token|secret|password|pwd|credentials?|signature|access[-_]?key(?:[-_]?id)?|(?<![a-z0-9])code)\\?["']?\s*[=:]\s*\\?["']?)[^&\s"'\\]*/gi,
    `$1${MASK}`,
  ],
  [/((?:authorization|-token):\s*)[^\r\n]+/gi, `$1${MASK}`],
  [/\b(Bearer\s+)[^\s"',]+/g, `$1${MASK}`],
  [/(a=ice-(?:ufrag|pwd):)[^\r\n]*/gi, `$1${MASK}`],
  [/(a=fingerprint:(?:(?:sha-\d+|md[25])\s)?)[^\r\n]*/gi, `$1${MASK}`],
  [/(a=ssrc:\d+\s+cname:)[^\r\n]*/gi, `$1${MASK}`],
  [/(a=crypto:)[^\r\n]*/gi, `$1${MASK}`],
];

/**
 * What may be shown of a message: its payloads opened, its secrets masked, a copy in any case.
 * @param body JSON data as it crossed the wire.
 */
export function presentable(body: unknown): unknown {
  return maskSecrets(openPayloads(body));
}

/**
 * Copies JSON data with every secret masked: tokens, grant codes, passwords and signatures by the name of their field
 * and inside of texts and URLs; in SDP the ICE credentials, the fingerprints and the cnames. Payloads have to be open.
 */
export function maskSecrets(body: unknown): unknown {
  return mapped(body, (part, key) => {
    if (isSecretName(key) && !isEmpty(part)) return MASK;
    return typeof part === "string" ? maskText(part) : part;
  });
}

function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z]/g, "");
  return plain === "code" || secretEndings.some((ending) => plain.endsWith(ending));
}

/** Whether a field's value tells only that there is none. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || typeof value === "boolean";
}

function maskText(text: string): string {
  const json = parsedJson(text);
  if (json !== undefined) return JSON.stringify(maskSecrets(json));
  const masked = secretTexts.reduce((rest, [secret, kept]) => rest.replace(secret, kept), text);
  return masked.replace(/candidate:[^\r\n]*/gi, (line) => line.replace(/(\sufrag\s+)\S+/gi, `$1${MASK}`));
}
