import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { awsRegions, regionOfLocale } from "../../../../infrastructure/locales.ts";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { type AskProfile, readAskProfile } from "../../reads/ask-profile.ts";
import { readDeployed } from "../../reads/deployed.ts";
import { npmRun } from "../../reads/npm-run.ts";

/** Whose Alexa asks there. Source: docs/setup.md. */
const accounts = { NA: "North and South America", EU: "Europe and India", FE: "Japan and Australia" } as const;
type AlexaRegion = keyof typeof accounts;

/** The AWS region of the stack: the one that ask-resources.json has, or the next deploy makes another stack. */
export const regionLink: Link = {
  id: "region",
  title: "the stack's region",
  of: "deployed",
  async examine(patient) {
    const { stack } = await patient.read(readDeployed);
    const asked = await patient.read(readAskProfile);
    const { file, region } = asked;
    if (region.awsRegion !== stack.region) {
      throw new Broken({
        breakage: "wrong-region",
        sentence: `The stack is in ${stack.region}, and ${file.path} says ${region.awsRegion}: the next deploy would make another stack there, without the cameras of this one.`,
        remedy: remedyFor(patient, asked, stack.region),
      });
    }
    const notes = [
      whoseAlexa(stack.region),
      ...(await otherLocales(patient, asked)),
      ...ofAwsTools(patient, stack.region),
    ];
    return { seen: `${stack.region}, as ${file.path} says`, notes };
  },
};

function remedyFor(patient: Patient, { file, profile, region }: AskProfile, awsRegion: string): Remedy {
  const moving = `To move instead, leave it so and type ${npmRun("deploy", patient)}: that makes a new stack, in which each camera is to be added again.`;
  const path = region.awsRegionAt;
  const written = path.at(-1) === "awsRegion";
  const line = file.lineOf(written ? path : profile.configAt);
  const instead = (file.text.split("\n")[line - 1] ?? "").trim();
  if (written) {
    const text = instead.replace(/("awsRegion"\s*:\s*)"[^"]*"/, `$1"${awsRegion}"`);
    if (text !== instead)
      return { say: `Write the stack's region. ${moving}`, write: { file: file.path, line, instead, text } };
  } else if (region.name === "default" && /"userConfig"\s*:\s*\{$/.test(instead)) {
    const text = `${instead}\n          "awsRegion": "${awsRegion}",`;
    return { say: `Write the stack's region. ${moving}`, write: { file: file.path, line, instead, text } };
  }
  return {
    say: `Write "awsRegion": "${awsRegion}" for ${region.name} into ${file.path}, as docs/setup.md shows. ${moving}`,
  };
}

/** Where Alexa asks a stack of a region. */
function alexaOf(awsRegion: string): AlexaRegion | undefined {
  return (Object.keys(awsRegions) as AlexaRegion[]).find((name) => awsRegions[name] === awsRegion);
}

function whoseAlexa(awsRegion: string): string {
  const alexa = alexaOf(awsRegion);
  if (alexa === undefined)
    return `Alexa asks no skill in ${awsRegion}: it is to be one of ${Object.values(awsRegions).join(", ")}.`;
  return `Alexa asks this stack for accounts in ${accounts[alexa]} (${alexa}). An account's region cannot be seen from here: one of another region finds no devices.`;
}

/** What the skill speaks, and nobody in its region is asked for. */
async function otherLocales(patient: Patient, { profile }: AskProfile): Promise<readonly string[]> {
  const text = await readFile(join(patient.folder, profile.packageFolder, "skill.json"), "utf8").catch(() => "{}");
  const locales = Object.keys(localesIn(text));
  const served = new Set(profile.regions.map(({ awsRegion }) => awsRegion));
  return (Object.keys(accounts) as AlexaRegion[]).flatMap((alexa) => {
    const those = locales.filter((locale) => regionOfLocale[locale] === alexa);
    if (those.length === 0 || served.has(awsRegions[alexa])) return [];
    return [
      `${those.join(", ")} ${those.length === 1 ? "is" : "are"} for accounts in ${accounts[alexa]}, where this profile has no stack: add the region ${alexa} (docs/setup.md, More regions) to publish ${those.length === 1 ? "it" : "them"}.`,
    ];
  });
}

function localesIn(text: string): object {
  try {
    return JSON.parse(text).manifest?.publishingInformation?.locales ?? {};
  } catch {
    return {};
  }
}

/** Of what the environment says to tools that are told no region. */
function ofAwsTools({ environment }: Patient, awsRegion: string): readonly string[] {
  const name = environment.AWS_REGION ? "AWS_REGION" : "AWS_DEFAULT_REGION";
  const chosen = environment[name];
  if (!chosen || chosen === awsRegion) return [];
  return [`${name} is ${chosen}: aws commands without --region go there, and not to the stack's.`];
}
