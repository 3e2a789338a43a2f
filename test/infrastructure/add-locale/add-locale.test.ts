import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { addLocale } from "../../../infrastructure/add-locale/add-locale.ts";
import { regionOfLocale } from "../../../infrastructure/locales.ts";
import { projectRoot } from "../../../infrastructure/project-root.ts";
import { judgeManifest } from "../../../rehearsal/deploy-targets/smapi/judge.ts";

const texts = {
  name: "Cameras",
  summary: "See them.",
  description: "See them all.",
  examplePhrases: ["Alexa, show one"],
};
const pages = { privacyPolicyUrl: "https://cameras.invalid/privacy" };
const value = {
  manifest: {
    manifestVersion: "1.0",
    apis: { smartHome: { protocolVersion: "3" } },
    publishingInformation: { category: "SMART_HOME", locales: { "en-GB": texts, "en-US": { ...texts, name: "Cams" } } },
    privacyAndCompliance: { usesPersonalInfo: true, locales: { "en-GB": {}, "en-US": pages } },
  },
};

/** What a value has of a locale. */
function localeOf(added: unknown, locale: string): unknown {
  const { publishingInformation, privacyAndCompliance } = (added as typeof value).manifest;
  const [published, protectedIn] = [publishingInformation.locales, privacyAndCompliance.locales] as Record<
    string,
    unknown
  >[];
  return [published?.[locale], protectedIn?.[locale]];
}

describe("adding a locale", () => {
  it("copies the texts of en-US and its pages, and leaves all else as it was", () => {
    const added = addLocale(value, "fr-FR");
    expect(localeOf(added.value, "fr-FR")).toEqual([{ ...texts, name: "Cams" }, pages]);
    const { manifest } = added.value as typeof value;
    expect(Object.keys(manifest)).toEqual(Object.keys(value.manifest));
    expect(manifest.apis).toEqual(value.manifest.apis);
    expect(manifest.privacyAndCompliance.usesPersonalInfo).toBe(true);
    expect(value.manifest.publishingInformation.locales).not.toHaveProperty("fr-FR");
  });

  it("copies those of the locale that is named", () => {
    expect(localeOf(addLocale(value, "fr-FR", "en-GB").value, "fr-FR")).toEqual([texts, {}]);
  });

  it("says what is to be translated, and nothing where the language is the same", () => {
    expect(addLocale(value, "fr-FR").toTranslate).toEqual(["name", "summary", "description", "examplePhrases"]);
    expect(addLocale(value, "en-IN").toTranslate).toEqual([]);
  });

  it("says in which AWS region Alexa asks for it", () => {
    expect(["fr-FR", "en-CA", "ja-JP"].map((locale) => addLocale(value, locale).awsRegion)).toEqual([
      "eu-west-1",
      "us-east-1",
      "us-west-2",
    ]);
  });

  it("refuses a locale that smart home has not, that is there already, or whose texts are not there", () => {
    expect(() => addLocale(value, "sv-SE")).toThrow("smart home skills have no locale sv-SE; they have ar-SA, de-DE");
    expect(() => addLocale(value, "en-GB")).toThrow("en-GB is in the skill package already");
    expect(() => addLocale(value, "fr-FR", "it-IT")).toThrow("there is no it-IT to copy; there is en-GB, en-US");
  });

  it("gives a manifest that SMAPI takes, in every locale there is", async () => {
    const real = JSON.parse(await readFile(join(projectRoot, "skill-package/skill.json"), "utf8"));
    const there = Object.keys(real.manifest.publishingInformation.locales);
    const missing = Object.keys(regionOfLocale).filter((locale) => !there.includes(locale));
    const all = missing.reduce<unknown>((before, locale) => addLocale(before, locale).value, real);
    expect(Object.keys((all as typeof real).manifest.publishingInformation.locales)).toHaveLength(17);
    expect(judgeManifest(all)).toEqual([]);
  });
});
