import { ruleExplanations } from "../../../../protocol/sdp/explanations.ts";
import type { Finding } from "../../../../protocol/sdp/rules.ts";
import type { Verdict } from "../../../../rehearsal/verdicts/verdict.ts";
import { type SessionSeen, verdictsOf } from "../../../../rehearsal/verdicts/verdicts.ts";
import type { Seen } from "../../link.ts";
import { IN_TIME_MS, outcomeOf } from "../../reads/outcome.ts";
import type { WayTried } from "../../reads/try-way.ts";

const names = { "alexa-offer": "by SendAlexaOfferToMaster", viewer: "as viewer" } as const;

/** "by SendAlexaOfferToMaster". */
export function wayOf({ way }: WayTried): string {
  return names[way];
}

/** What a camera did with the offer, to follow its name: "gave no answer as viewer". */
export function didWith(tried: WayTried): string {
  const way = wayOf(tried);
  switch (outcomeOf(tried)) {
    case "usable":
      return `answered ${way} after ${timeOf(tried)}`;
    case "late":
      return `answered ${way} only after ${timeOf(tried)}, and the skill has to answer within ${IN_TIME_MS / 1_000} s`;
    case "none":
      return `gave no answer ${way}`;
    case "bare":
      return `answered ${way} without a candidate that Alexa could use`;
    case "unusable":
      return `answered ${way} with what Alexa cannot use: ${flawOf(tried)}`;
    case "refused":
      return `could not be asked ${way} (${tried.failure?.code ?? "refused"})`;
  }
}

/** Why nothing can come of an answer: the rule that it breaks, or what could not be read. */
function flawOf({ findings, failure }: WayTried): string {
  const broken = findings.find(refuses);
  return broken === undefined ? (failure?.detail ?? "it cannot be read") : `it breaks “${broken.rule}”`;
}

/** Why the rules that the answers of some ways break are rules, a sentence each, with a space before it. */
export function reasonsOf(...ways: readonly WayTried[]): string {
  const rules = new Set(ways.flatMap(({ findings }) => findings.find(refuses)?.rule ?? []));
  return [...rules].map((rule) => ` ${ruleExplanations[rule]}`).join("");
}

function refuses({ severity }: Finding): boolean {
  return severity === "refuse";
}

function timeOf({ stages: { answer = 0 } }: WayTried): string {
  return answer < 1_000 ? `${answer} ms` : `${(answer / 1_000).toFixed(1)} s`;
}

/** What is told of a way that brought an answer of use, with Amazon's five verdicts on it. */
export function seenOf(tried: WayTried): Seen {
  const verdicts = verdictsOf(sessionOf(tried));
  const with_ = (outcome: Verdict["outcome"]) => verdicts.filter((verdict) => verdict.outcome === outcome);
  const listed = (said: string, outcome: Verdict["outcome"]) => {
    const found = with_(outcome).map(({ name }) => name);
    return found.length === 0 ? [] : [`${found.join(", ")} ${said}`];
  };
  const judged = [
    ...listed("passed", "passed"),
    ...listed("warned", "warned"),
    ...listed("failed", "failed"),
    ...listed("not seen", "pending"),
  ];
  return {
    seen: `${didWith(tried)}; ${judged.join("; ")}`,
    notes: [...with_("failed"), ...with_("warned")].map(({ name, sentence }) => `${name}: ${sentence}`),
    stages: tried.stages as Record<string, number>,
  };
}

/** A session as the verdicts are made of it. Where no media can be expected, that none came says nothing. */
function sessionOf({ answer, failure, findings, media, isNear }: WayTried): SessionSeen {
  const { iceConnected, received } = media ?? {};
  const codecs = [
    ...((received?.videoFrames ?? 0) > 0 ? ["video/H264"] : []),
    ...((received?.audioPackets ?? 0) > 0 ? ["audio/opus"] : []),
  ];
  return {
    reply: answer === undefined ? "error" : "answer",
    failureCode: failure?.code,
    failureSentence: failure?.sentence,
    answerFindings: findings,
    connection: {
      iceConnected: iceConnected !== undefined,
      dtlsState: codecs.length > 0 ? "connected" : undefined,
      codecs,
    },
    failed: failedAtEcho(media, isNear),
  };
}

function failedAtEcho(media: WayTried["media"], isNear: boolean): SessionSeen["failed"] {
  if (media === undefined) return undefined;
  if (media.isRefused) return "answer-refused";
  if (media.iceConnected === undefined) return isNear ? "never-connected" : undefined;
  return media.received.videoFrames === 0 ? "no-picture" : undefined;
}
