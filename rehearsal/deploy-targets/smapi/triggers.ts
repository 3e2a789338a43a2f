import { SKILLS_KIT, SMART_HOME } from "../alexa-principals.ts";
import type { TriggersOf } from "../deployed-stack.ts";
import { endpointsOf, type Manifest, type NamedEndpoint } from "./manifest.ts";

/** Whose functions Alexa's smart-home service calls; all others are called by Alexa Skills Kit. */
const smartHomeApis: readonly string[] = ["smartHome", "video"];

/**
 * What is wrong with the functions that a manifest names: one that does not exist, or does not let Alexa in for this
 * skill. Source: ask-cli issue 365; "Steps to Build a Smart Home Skill", the trigger with the skill's id; "Use Skill
 * Events" for the Alexa Skills Kit trigger. An Alexa Skills Kit trigger without a skill's id is taken too.
 */
export function judgeTriggers(manifest: Manifest, skillId: string, triggersOf: TriggersOf): readonly string[] {
  return endpointsOf(manifest)
    .filter(({ uri }) => uri.startsWith("arn:"))
    .flatMap((endpoint) => faultOf(endpoint, skillId, triggersOf));
}

function faultOf({ of, pointer, uri }: NamedEndpoint, skillId: string, triggersOf: TriggersOf): readonly string[] {
  const principal = smartHomeApis.includes(of) ? SMART_HOME : SKILLS_KIT;
  const triggers = triggersOf(uri);
  const letsIn = triggers.some(
    ({ principal: admitted, eventSourceToken: token }) =>
      admitted === principal && (token === skillId || (token === undefined && principal === SKILLS_KIT)),
  );
  if (letsIn) return [];
  const reason =
    triggers.length === 0
      ? "There is no such function, or it lets nobody in."
      : `It does not let ${principal} in with the event source token ${skillId}.`;
  // The first sentence is SMAPI's own; the second is for whoever rehearses.
  return [`The trigger setting for the Lambda ${uri} is invalid. ${reason} It is named at ${pointer}.`];
}
