import type { RuleName } from "../../protocol/sdp/rules.ts";
import { severityOf } from "../../protocol/sdp/severity.ts";
import { type Judgement, listed, observations } from "./observations.ts";
import type { SessionSeen } from "./session-seen.ts";
import { type Verdict, type VerdictName, verdictNames } from "./verdict.ts";
import { verdictOfRule } from "./verdict-of-rule.ts";

export type { ConnectionSeen, SessionSeen } from "./session-seen.ts";

// Verdicts are made in browsers too, so neither this file nor what it imports uses Node.

/**
 * The five verdicts of Amazon's Smart Home Debugger for WebRTC on a session, always all five and in its order.
 * Amazon names what it judges and not how: the judging is ours.
 * Source: Use the Smart Home Debugger for WebRTC Skills.
 */
export function verdictsOf(seen: SessionSeen): Verdict[] {
  const broken = brokenRules(seen);
  return verdictNames.map((name) => ({ name, ...judge(name, seen, broken) }));
}

function judge(name: VerdictName, seen: SessionSeen, broken: readonly RuleName[]): Judgement {
  const rules = broken.filter((rule) => verdictOfRule[rule] === name);
  const refusing = rules.filter((rule) => severityOf(rule) === "refuse");
  if (refusing.length > 0) return { outcome: "failed", sentence: breach(refusing) };
  if (name !== "JSON" && rules.length === 0) {
    const unread = withoutAnswer(name, seen, broken);
    if (unread !== undefined) return unread;
  }
  const observed = observations[name](seen);
  if (observed?.outcome === "failed") return observed;
  if (rules.length === 0) return observed ?? { outcome: "passed", sentence: "The answer breaks no rule of this kind." };
  const further = observed === undefined || observed.outcome === "pending" ? "" : ` ${observed.sentence}`;
  return { outcome: "warned", sentence: `${breach(rules)}${further}` };
}

/** The judgement on an answer that is not there or cannot be read; undefined when there is one to judge. */
function withoutAnswer(name: VerdictName, seen: SessionSeen, broken: readonly RuleName[]): Judgement | undefined {
  if (broken.includes("answer-not-sdp")) return { outcome: "pending", sentence: "The answer cannot be read." };
  if (seen.reply === "answer" || seen.answerFindings.length > 0) return undefined;
  if (seen.reply === "none") return { outcome: "pending", sentence: "The skill has not answered yet." };
  if (name === "SDP" && seen.failureCode === "answer-unusable" && broken.length === 0) {
    return { outcome: "failed", sentence: "The skill refused the camera's answer." };
  }
  return { outcome: "pending", sentence: "There is no answer to judge." };
}

function breach(rules: readonly RuleName[]): string {
  return `The answer breaks ${listed(rules.map((rule) => `“${rule}”`))}.`;
}

/** The rules that the answer breaks, each once: those found in it, and the one for which the skill refused it. */
function brokenRules(seen: SessionSeen): RuleName[] {
  return [...new Set([...seen.answerFindings.map(({ rule }) => rule), ...refusedFor(seen)])];
}

function refusedFor({ failureCode, failureSentence }: SessionSeen): RuleName[] {
  // The other codes' rules are of the offer.
  if (!failureCode?.startsWith("answer-")) return [];
  const [, named] = /\(([a-z0-9-]+)\)$/.exec(failureSentence ?? "") ?? [];
  return [named, failureCode].filter(isRuleName).slice(0, 1);
}

function isRuleName(name: string | undefined): name is RuleName {
  return name !== undefined && Object.hasOwn(verdictOfRule, name);
}
