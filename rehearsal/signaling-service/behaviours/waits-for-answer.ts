import type { Behaviour } from "./behaviour.ts";

/**
 * The service waits so many milliseconds for the master's answer before it gives null, instead of its usual time. How
 * long the real one waits is not verified: until the message's TTL has run out is the other reading of its pages.
 * Source: SendAlexaOfferToMaster; SingleMasterConfiguration, MessageTtlSeconds.
 */
export function waitsForAnswer(milliseconds: number): Behaviour {
  return { name: `waits-for-answer ${milliseconds} ms`, patienceMilliseconds: milliseconds };
}
