import { regionOfLocale } from "../../locales.ts";
import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import type { JsonFile } from "../json-file.ts";

/** How many example phrases Alexa shows. Source: the manifest's schema, "three example phrases". */
const EXAMPLE_PHRASES = 3;
const texts = ["name", "summary", "description", "smallIconUri", "largeIconUri"];
const urls = ["privacyPolicyUrl", "termsOfUseUrl"];

/** Every locale is one of smart home's, and has all that the store shows of it. */
export const locales: Rule = {
  name: "locales",
  check: ({ packages }) => packages.flatMap(({ manifest }) => [...published(manifest), ...privacy(manifest)]),
};

function published(manifest: JsonFile): readonly Found[] {
  const at = ["manifest", "publishingInformation", "locales"];
  return Object.keys(manifest.recordAt(at)).flatMap((locale) => {
    const found = (key: string, what: string, remedy: string): Found => ({
      file: manifest.path,
      line: manifest.lineOf([...at, locale, key]),
      what: `${locale}: ${what}`,
      remedy,
    });
    const phrases = manifest.listAt([...at, locale, "examplePhrases"]);
    return [
      ...(regionOfLocale[locale] === undefined
        ? [
            found(
              "",
              "smart home skills have no such locale.",
              `Take one of ${Object.keys(regionOfLocale).join(", ")}.`,
            ),
          ]
        : []),
      ...texts
        .filter((key) => !manifest.textAt([...at, locale, key])?.trim())
        .map((key) => found(key, `"${key}" is missing.`, `Write a "${key}"; every locale needs its own.`)),
      ...(manifest.listAt([...at, locale, "keywords"]).length === 0
        ? [found("keywords", '"keywords" is missing.', "Write words by which people look for the skill.")]
        : []),
      ...(phrases.length === 0
        ? [found("examplePhrases", "there is no example phrase.", "Write one to three, each a sentence that works.")]
        : []),
      ...(phrases.length > EXAMPLE_PHRASES
        ? [found("examplePhrases", `${phrases.length} example phrases, and Alexa takes three.`, "Take some out.")]
        : []),
    ];
  });
}

function privacy(manifest: JsonFile): readonly Found[] {
  const at = ["manifest", "privacyAndCompliance", "locales"];
  return Object.keys(manifest.recordAt(at)).flatMap((locale) =>
    urls
      .filter((key) => !isHttps(manifest.textAt([...at, locale, key])))
      .map((key) => ({
        file: manifest.path,
        line: manifest.lineOf([...at, locale, key]),
        what: `${locale}: "${key}" is no https URL.`,
        remedy: "Write the address of the page, in that language.",
      })),
  );
}

function isHttps(text: string | undefined): boolean {
  return text !== undefined && URL.canParse(text) && new URL(text).protocol === "https:";
}
