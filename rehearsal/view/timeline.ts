import * as z from "zod/mini";

/**
 * The stages of all views, in the order in which they happen. No view has to reach them all: see ways.ts for which of
 * them belong to one of the two ways from the offer to the answer.
 */
export const stages = [
  "directiveIn",
  "account",
  "registry",
  "endpointLookup",
  "offerSent",
  "offerAtCamera",
  "viewerBegun",
  "viewerConnected",
  "viewerOfferSent",
  "viewerOfferAtCamera",
  "viewerAnswer",
  "answerBack",
  "answerEvent",
  "iceConnected",
  "firstFrame",
] as const;
export type Stage = (typeof stages)[number];

/** How each stage is named to people. */
export const stageNames: Readonly<Record<Stage, string>> = {
  directiveIn: "directive in",
  account: "account",
  registry: "registry",
  endpointLookup: "endpoint lookup",
  offerSent: "offer sent",
  offerAtCamera: "offer at the camera",
  viewerBegun: "asked as viewer too",
  viewerConnected: "viewer connected",
  viewerOfferSent: "viewer's offer sent",
  viewerOfferAtCamera: "viewer's offer there",
  viewerAnswer: "bare answer",
  answerBack: "answer back",
  answerEvent: "answer event",
  iceConnected: "ICE connected",
  firstFrame: "first frame",
};

/** Alexa gives up when the answer event has not come after this many milliseconds. Source: Alexa.RTCSessionController. */
export const ALEXA_ANSWER_LIMIT_MILLISECONDS = 6_000;

/** When each stage was reached, in milliseconds since Alexa sent the directive. */
export const timelineSchema = z.partialRecord(z.enum(stages), z.number());
export type Timeline = z.infer<typeof timelineSchema>;

/** What was left of Alexa's 6 s when the answer event was there, in milliseconds; nothing when it never was. */
export function marginOf({ answerEvent }: Timeline): { marginMilliseconds?: number } {
  return answerEvent === undefined
    ? {}
    : { marginMilliseconds: Math.round(ALEXA_ANSWER_LIMIT_MILLISECONDS - answerEvent) };
}
