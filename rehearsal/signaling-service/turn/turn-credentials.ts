import { createHmac } from "node:crypto";
import { encodeBase64 } from "../../../protocol/signaling/base64.ts";

/** How long a channel's TURN credentials live, seconds. Source: KVS WebRTC service quotas. */
export const TURN_TTL_SECONDS = 300;

/** What GetIceServerConfig gives a client for TURN. */
export interface TurnCredentials {
  readonly username: string;
  readonly password: string;
}

/** Credentials in the real service's form: the time they end and the channel in the name, an HMAC as the password. */
export function turnCredentials(channelArn: string, turnSecret: string, now: number): TurnCredentials {
  const expiry = Math.floor(now / 1000) + TURN_TTL_SECONDS;
  const username = `${expiry}:${encodeBase64(`v1:${channelArn}`)}`;
  return { username, password: passwordOf(username, turnSecret) };
}

/** The epoch second at which a user name's credentials end; undefined when it is not one of ours. */
export function expiryOf(username: string): number | undefined {
  const match = /^(\d{1,12}):[A-Za-z0-9+/]+={0,2}$/.exec(username);
  return match === null ? undefined : Number(match[1]);
}

/** What a user name says of its channel: the same for all of a channel's names, and no others. */
export function channelOf(username: string): string {
  return username.slice(username.indexOf(":") + 1);
}

/** The password that belongs to a user name, without a list of either. */
export function passwordOf(username: string, turnSecret: string): string {
  return createHmac("sha256", turnSecret).update(username).digest("base64");
}
