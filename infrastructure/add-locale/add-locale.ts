import { asRecord } from "../checks/json-file.ts";
import { awsRegions, regionOfLocale } from "../locales.ts";

/** A manifest with another locale, and what is left to do about it. */
export interface AddedLocale {
  /** The value of skill.json. */
  readonly value: unknown;
  /** The texts that are still in the other language, by their keys. */
  readonly toTranslate: readonly string[];
  /** The AWS region in which Alexa asks for the locale. */
  readonly awsRegion: string;
}

const translated = ["name", "summary", "description", "examplePhrases", "keywords"];

/**
 * Adds a locale to a manifest's publishing and privacy blocks, with the texts of another one.
 * @param value that of skill.json.
 * @param from the locale that is copied; en-US, or the first there is, where it is left out.
 * @throws {Error} that says what to type: of a locale that is none, or there already, or not there to copy.
 */
export function addLocale(value: unknown, locale: string, from?: string): AddedLocale {
  const region = regionOfLocale[locale];
  if (region === undefined) {
    throw new Error(`smart home skills have no locale ${locale}; they have ${Object.keys(regionOfLocale).join(", ")}`);
  }
  const envelope = asRecord(value);
  const manifest = asRecord(envelope.manifest);
  const publishing = asRecord(manifest.publishingInformation);
  const privacy = asRecord(manifest.privacyAndCompliance);
  const [published, protectedIn] = [asRecord(publishing.locales), asRecord(privacy.locales)];
  const there = Object.keys(published);
  if (there.includes(locale)) throw new Error(`${locale} is in the skill package already`);
  const source = from ?? (there.includes("en-US") ? "en-US" : there[0]);
  if (source === undefined || !there.includes(source)) {
    throw new Error(
      `there is no ${source ?? "locale"} to copy; there is ${there.join(", ") || "none"}: choose by --from`,
    );
  }
  const texts = asRecord(published[source]);
  return {
    value: {
      ...envelope,
      manifest: {
        ...manifest,
        publishingInformation: { ...publishing, locales: { ...published, [locale]: texts } },
        privacyAndCompliance: {
          ...privacy,
          locales: { ...protectedIn, [locale]: protectedIn[locale] ?? asRecord(protectedIn[source]) },
        },
      },
    },
    toTranslate: languageOf(source) === languageOf(locale) ? [] : translated.filter((key) => texts[key] !== undefined),
    awsRegion: awsRegions[region],
  };
}

function languageOf(locale: string): string {
  return locale.slice(0, 2);
}
