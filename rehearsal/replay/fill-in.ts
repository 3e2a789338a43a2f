import { randomBytes, randomUUID } from "node:crypto";
import { field } from "../wire/fields.ts";
import { type Envelope, keyOf } from "./envelope.ts";
import { isMasked, isMaskedSdp } from "./masked.ts";
import type { ReplayReport } from "./report.ts";

/** What stands in for secrets that are not there any more. */
export interface Means {
  /** The linked account's access token. */
  readonly accessToken: string;
  /** Makes a code of a grant. */
  readonly grantCode: () => string;
  /** Makes an offer of a peer that is there. */
  readonly offer: () => Promise<string>;
}

/** A directive that can be sent, and what of it is not as it was found. */
export interface FilledIn {
  readonly envelope: Envelope;
  readonly replaced: ReplayReport["replaced"];
}

type Path = readonly string[];

const TOKEN = "the rehearsal's linked token";
const ECHO_OFFER = "the headless Echo's own offer";

/**
 * Puts what the rehearsal has in the place of tokens, codes and an offer that are masked or missing. What is there stays,
 * right or wrong.
 * @param endpointId whom it is for instead of the endpoint that it names.
 */
export async function fillIn(found: Envelope, means: Means, endpointId?: string): Promise<FilledIn> {
  const key = keyOf(found);
  const replaced: { field: string; by: string }[] = [];
  let directive: unknown = found.directive;

  const put = (path: Path, value: unknown, by: string): void => {
    directive = withValue(directive, path, value);
    replaced.push({ field: path.join("."), by });
  };
  const isGone = (path: Path, gone = isMasked): boolean => {
    const value = valueAt(directive, path);
    return value === undefined || (typeof value === "string" && gone(value));
  };

  if (endpointId !== undefined && valueAt(directive, ["endpoint", "endpointId"]) !== endpointId) {
    put(["endpoint", "endpointId"], endpointId, endpointId);
  }
  const scope = scopeOf(key, directive);
  if (scope !== undefined) {
    const { accessToken } = means;
    if (isGone(scope)) put(scope, { type: "BearerToken", token: accessToken }, TOKEN);
    else if (isObject(valueAt(directive, scope)) && isGone([...scope, "token"])) {
      put([...scope, "token"], accessToken, TOKEN);
    }
  }
  for (const [path, fresh] of [
    [["header", "correlationToken"], () => randomBytes(96).toString("base64")],
    [["payload", "sessionId"], randomUUID],
  ] as const) {
    // One that is missing or empty is as the skill got it: Alexa's own need not be secret, but tools mask them.
    if (valueAt(directive, path) && isGone(path)) put(path, fresh(), "a new one");
  }
  if (key === "Alexa.Authorization.AcceptGrant") {
    const grant = ["payload", "grant"];
    const by = "a code of the rehearsal's";
    if (isGone(grant)) put(grant, { type: "OAuth2.AuthorizationCode", code: means.grantCode() }, by);
    else if (isGone([...grant, "code"])) put([...grant, "code"], means.grantCode(), by);
  }
  if (key === "Alexa.RTCSessionController.InitiateSessionWithOffer") {
    const offer = ["payload", "offer"];
    if (isGone(offer)) put(offer, { format: "SDP", value: await means.offer() }, ECHO_OFFER);
    else if (isGone([...offer, "value"], isMaskedSdp)) put([...offer, "value"], await means.offer(), ECHO_OFFER);
  }
  return { envelope: { directive: directive as Envelope["directive"] }, replaced };
}

/** Where a directive has its user's token; undefined where it is for an endpoint and names none. */
function scopeOf(key: string, directive: unknown): Path | undefined {
  if (key === "Alexa.Discovery.Discover") return ["payload", "scope"];
  if (key === "Alexa.Authorization.AcceptGrant") return ["payload", "grantee"];
  return isObject(valueAt(directive, ["endpoint"])) ? ["endpoint", "scope"] : undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce(field, value);
}

/** A copy with this value at the path; what is no object on the way becomes one. */
function withValue(value: unknown, [name, ...rest]: Path, put: unknown): unknown {
  if (name === undefined) return put;
  return { ...(isObject(value) ? value : {}), [name]: withValue(field(value, name), rest, put) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
