import type { DiscoveryReply } from "../../calls.ts";
import { countOf } from "../units.ts";

/** What Alexa says of a discovery; `known` is how many devices she knew before. */
export function discoveryRemark({ found, failure }: DiscoveryReply, known: number): string {
  if (failure !== undefined) return `I couldn't look for devices. ${failure}`;
  if (found > 0) return `I found ${countOf(found, "device", "devices")}.`;
  return known > 0 ? "I found no devices; those I knew before stay." : "I found no devices.";
}
