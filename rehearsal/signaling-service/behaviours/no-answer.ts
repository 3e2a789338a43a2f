import type { Behaviour, NoAnswer } from "./behaviour.ts";

/**
 * SendAlexaOfferToMaster waits for the master's answer for another time than five seconds, or gives up in another way
 * than with null. How the real one does is not verified: until the message's TTL has run out is the other reading of
 * its pages. Source: SendAlexaOfferToMaster; SingleMasterConfiguration, MessageTtlSeconds.
 */
export function noAnswer({ afterMilliseconds, as }: NoAnswer): Behaviour {
  const waited = afterMilliseconds === "ttl" ? "after its TTL" : `after ${afterMilliseconds} ms`;
  return {
    name: ["no-answer", ...(afterMilliseconds === undefined ? [] : [waited]), ...(as ? [`as ${as}`] : [])].join(" "),
    noAnswer: { ...(afterMilliseconds === undefined ? {} : { afterMilliseconds }), ...(as ? { as } : {}) },
  };
}
