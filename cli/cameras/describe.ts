import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import type { Told } from "./tell-alexa.ts";

/** "1 camera", "3 cameras". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** "channel front-door in eu-west-1". */
export function describeChannel(channelArn: string): string {
  const { channelName, region } = parseChannelArn(channelArn);
  return `channel ${channelName} in ${region}`;
}

/** What becomes of Alexa's own list, in a line of its own; none where that was said already. */
export function describeTold(told: Told, type: string): string[] {
  return told === "yes" ? [`  Alexa is told by the event "${type}"`] : [];
}
