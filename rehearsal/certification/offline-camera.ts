import { randomUUID } from "node:crypto";
import { initiateSession } from "./directives.ts";
import { plainOffer } from "./plain-offer.ts";
import type { Answer, Tester } from "./tester.ts";

/** Asks for a view of a camera that has no power, and gives what is answered. */
export function askOfflineCamera(tester: Tester, endpointId: string): Promise<Answer> {
  const view = { endpointId, token: tester.token(), sessionId: randomUUID(), offer: plainOffer };
  return tester.send(initiateSession(view));
}
