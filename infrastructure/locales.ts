/**
 * The locales of smart home skills, and the region of Alexa's that invokes a skill for each: where no function is, the
 * Alexa app finds no devices.
 * Source: "Develop Smart Home Skills for Multiple Languages" for the locales. Not verified: the region of ar-SA, nl-NL
 * and pt-BR; Amazon's table was read in excerpts only.
 */
export const regionOfLocale: Readonly<Record<string, "NA" | "EU" | "FE">> = {
  "ar-SA": "EU",
  "de-DE": "EU",
  "en-AU": "FE",
  "en-CA": "NA",
  "en-GB": "EU",
  "en-IN": "EU",
  "en-US": "NA",
  "es-ES": "EU",
  "es-MX": "NA",
  "es-US": "NA",
  "fr-CA": "NA",
  "fr-FR": "EU",
  "hi-IN": "EU",
  "it-IT": "EU",
  "ja-JP": "FE",
  "nl-NL": "EU",
  "pt-BR": "NA",
};

/** The AWS regions in which Alexa invokes skills, by Alexa's own. Source: "Send Events to the Alexa Event Gateway". */
export const awsRegions = { NA: "us-east-1", EU: "eu-west-1", FE: "us-west-2" } as const;
