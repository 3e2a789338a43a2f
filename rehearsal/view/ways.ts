import { type Stage, stages, type Timeline } from "./timeline.ts";

// This file runs in browsers too, so neither it nor what it imports uses Node.

/** How an offer comes to a camera: by SendAlexaOfferToMaster, or over a WebSocket of the skill's, by ConnectAsViewer. */
export const ways = ["alexa-offer", "viewer"] as const;
/** One of the two. */
export type Way = (typeof ways)[number];

/** What is known of the ways that a view took. */
export interface WaysTaken {
  /** Those that it has begun, in their order; none before its offer is sent. */
  readonly ways: Way[];
  /** The one by which the answer came; absent while there is none, and until the skill's log tells. */
  readonly way?: Way | undefined;
  /** Why the other way was not enough, as the skill's log says it; absent where the answer's was the only one. */
  readonly because?: string | undefined;
}

const stagesOfWay: Readonly<Record<Way, readonly Stage[]>> = {
  "alexa-offer": ["offerSent", "offerAtCamera"],
  viewer: ["viewerBegun", "viewerConnected", "viewerOfferSent", "viewerOfferAtCamera", "viewerAnswer"],
};

/** The way that a stage belongs to; undefined for those that every view goes through. */
export function wayOf(stage: Stage): Way | undefined {
  return ways.find((way) => stagesOfWay[way].includes(stage));
}

/** The ways of which a view has reached a stage. */
export function waysIn(timeline: Timeline): Way[] {
  return ways.filter((way) => stagesOfWay[way].some((stage) => timeline[stage] !== undefined));
}

/**
 * The stages that a view has, in their order: one that has begun neither way is taken to go the documented one, by
 * SendAlexaOfferToMaster. Where both were gone side by side, theirs are merged by the times at which they were reached;
 * only there the viewer's was begun beside another.
 */
export function stagesOf(timeline: Timeline, { ways: begun, way }: WaysTaken): Stage[] {
  const [before, after] = [stages.slice(0, stages.indexOf("offerSent")), stages.slice(stages.indexOf("answerBack"))];
  if (!begun.includes("viewer")) return [...before, ...stagesOfWay["alexa-offer"], ...after];
  if (!begun.includes("alexa-offer")) {
    return [...before, ...stagesOfWay.viewer.filter((stage) => stage !== "viewerBegun"), ...after];
  }
  // Of a way that was overtaken, what it did not come to was not awaited either.
  const viewer = stagesOfWay.viewer.filter((stage) => way !== "alexa-offer" || timeline[stage] !== undefined);
  if (timeline.answerBack === undefined || way === "viewer") {
    return [...before, ...merged(stagesOfWay["alexa-offer"], viewer, timeline), ...after];
  }
  // An answer of the first way's that was of no use may have come before the viewer's stages.
  const exchanged = merged([...stagesOfWay["alexa-offer"], "answerBack"], viewer, timeline);
  return [...before, ...exchanged, ...after.slice(1)];
}

/**
 * The way that a view has left for the other one: what it did not reach there was neither reached unseen nor is it
 * awaited. Undefined where only one was gone.
 */
export function wayLeft({ ways: begun, way = "viewer" }: WaysTaken): Way | undefined {
  return begun.length < 2 ? undefined : begun.find((each) => each !== way);
}

/** Why a view's answer came by ConnectAsViewer, to follow "as viewer"; `because` is the word of the skill's log. */
export function whyAsViewer({ because }: Pick<WaysTaken, "because">): string {
  if (because === undefined) return "at once, without SendAlexaOfferToMaster";
  return `since by SendAlexaOfferToMaster ${because}`;
}

/**
 * Puts the viewer's stages between the first way's by the times at which they were reached, each list in its order. One
 * of the viewer's whose time is not known was reached before the next that is.
 */
function merged(first: readonly Stage[], viewer: readonly Stage[], timeline: Timeline): Stage[] {
  const [own, others] = [[...first], [...viewer]];
  const result: Stage[] = [];
  while (own[0] !== undefined && others[0] !== undefined) {
    const ownAt = timeline[own[0]];
    const othersAt = others.map((stage) => timeline[stage]).find((at) => at !== undefined);
    const othersNext = ownAt !== undefined && othersAt !== undefined && othersAt <= ownAt;
    result.push(...(othersNext ? others : own).splice(0, 1));
  }
  return [...result, ...own, ...others];
}
