import * as z from "zod/mini";
import type { Behaviour, NoAnswer } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";
import { milliseconds } from "./parameters.ts";

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

/** `no-answer` by name. */
export const noAnswerKind = behaviourKind({
  name: "no-answer",
  summary: "SendAlexaOfferToMaster waits for the answer for another time, or gives up in another way.",
  parameters: {
    after: z.optional(
      z
        .union([z.literal("ttl"), milliseconds("")])
        .check(z.describe('milliseconds, or "ttl" for the channel\'s MessageTtlSeconds; 5000 when left out')),
    ),
    as: z.optional(
      z
        .enum(["null", "hang", "error"])
        .check(z.describe("HTTP 200 with null, no reply at all, or HTTP 500; null when left out")),
    ),
  },
  positional: "after",
  make: ({ after, as }) =>
    noAnswer({ ...(after === undefined ? {} : { afterMilliseconds: after }), ...(as === undefined ? {} : { as }) }),
});
