import { deployedState, readAskStates } from "../../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readAskProfile } from "../../reads/ask-profile.ts";
import { readPackageManifest } from "../../reads/package-manifest.ts";
import { readSkill } from "../../reads/skill.ts";
import { functionsNamedBy, type SkillManifest } from "../../reads/skill-manifest.ts";
import { readStack } from "../../reads/stack.ts";
import { deployManifestAgain } from "../../remedies/deploy-again.ts";

/** The permission to send events to Alexa's event gateway. Source: "Request Access to the Alexa Event Gateway". */
const EVENTS_PERMISSION = "alexa::async_event:write";

/** The manifest that Amazon has is the one of this folder, and has Alexa call the stack's function. */
export const manifest: Link = {
  id: "manifest",
  title: "the skill's manifest at Amazon",
  of: "deployed",
  async examine(patient) {
    const { manifest: there } = await patient.read(readSkill);
    await holdFunctions(patient, there);
    await holdEvents(patient, there);
    const notes = await holdLocales(patient, there);
    const locales = Object.keys(there.publishingInformation.locales);
    return { seen: `calls the stack's function; ${locales.join(", ")}`, notes };
  },
};

async function holdFunctions(patient: Patient, there: SkillManifest): Promise<void> {
  const { outputs } = await patient.read(readStack);
  for (const alexaRegion of await regionsOfStack(patient)) {
    const where = alexaRegion === "default" ? "" : ` of Alexa's region ${alexaRegion}`;
    for (const { what, arn } of functionsNamedBy(there, alexaRegion)) {
      if (arn === outputs.SkillEndpoint) continue;
      throw new Broken({
        breakage: arn === undefined ? "manifest-without-endpoint" : "endpoint-stale",
        sentence:
          arn === undefined
            ? `The skill's manifest names no function for ${what}${where}.`
            : `The skill's manifest has ${what}${where} sent to ${arn}, and the stack's function is ${outputs.SkillEndpoint}.`,
        remedy: await deployManifestAgain(patient),
      });
    }
  }
}

/** Alexa's regions whose requests this stack answers: ask-cli notes the same one for two of them. */
async function regionsOfStack(patient: Patient): Promise<readonly string[]> {
  const { stackId } = await patient.read(readStack);
  const { stacks } = deployedState(await readAskStates(patient.folder), patient.profile);
  const { profile } = await patient.read(readAskProfile);
  const here = profile.regions.map(({ name }) => name);
  return Object.keys(stacks).filter((region) => stacks[region]?.stackId === stackId && here.includes(region));
}

async function holdEvents(patient: Patient, { permissions, events }: SkillManifest): Promise<void> {
  if (permissions.every(({ name }) => name !== EVENTS_PERMISSION)) {
    throw new Broken({
      breakage: "events-permission-missing",
      code: "grant-not-exchanged",
      sentence: `The skill's manifest does not ask for ${EVENTS_PERMISSION}: no camera could be added, ring or tell of motion.`,
      remedy: await deployManifestAgain(patient),
    });
  }
  const { file, profile } = await patient.read(readAskProfile);
  const wanted = file.listAt([...profile.configAt, "skillEvents", "subscriptions"]).map(String);
  const subscribed = new Set(events?.subscriptions.map(({ eventName }) => eventName));
  const lacking = wanted.filter((name) => !subscribed.has(name));
  if (lacking.length === 0) return;
  throw new Broken({
    breakage: "events-not-subscribed",
    sentence: `The skill's manifest does not subscribe to ${lacking.join(", ")}, as ask-resources.json does: the skill would not hear who links an account or leaves.`,
    remedy: await deployManifestAgain(patient),
  });
}

/** @returns notes. */
async function holdLocales(patient: Patient, there: SkillManifest): Promise<readonly string[]> {
  const { path, manifest: here } = await patient.read(readPackageManifest);
  const [ofAmazon, ofFolder] = [there, here].map(({ publishingInformation: { locales } }) => Object.keys(locales));
  const lacking = (ofFolder ?? []).filter((locale) => !ofAmazon?.includes(locale));
  const more = (ofAmazon ?? []).filter((locale) => !ofFolder?.includes(locale));
  if (lacking.length > 0) {
    throw new Broken({
      breakage: "manifest-outdated",
      sentence: `The skill at Amazon is not in ${lacking.join(", ")}, as ${path} is: an Echo in such a language does not know it.`,
      remedy: await deployManifestAgain(patient),
    });
  }
  return more.length === 0 ? [] : [`Amazon has the skill in ${more.join(", ")} too, which ${path} has not.`];
}
