import { finding, findingsBy } from "./findings.ts";
import { type Manifest, manifestSchema } from "./manifest.ts";

/**
 * What SMAPI would refuse in a skill's manifest, before it looks at icons and functions: nothing where it is right.
 * @param document the parsed content of skill.json, with `manifest` at its top.
 * @returns one sentence a finding; it begins with a JSON pointer, and names the values that are allowed.
 * Source: ask-smapi-model's specification (unknown keys are refused too), and the rules of this file.
 */
export function judgeManifest(document: unknown): readonly string[] {
  const findings = findingsBy("v1.skill.Manifest.SkillManifestEnvelope", document);
  if (findings.length > 0) return findings;
  const { manifest } = document as { manifest?: Partial<Manifest> };
  if (manifest === undefined) return [finding("", '"manifest" is missing')];
  const missing = missingParts(manifest);
  if (missing.length > 0) return missing;
  return rules.flatMap((rule) => rule(manifestSchema.parse(manifest)));
}

/** What a manifest can't do without, although the specification lets it. Source: "Skill Manifest Schema", required fields. */
function missingParts({ publishingInformation, apis }: Partial<Manifest>): readonly string[] {
  return [
    ...(Object.keys(publishingInformation?.locales ?? {}).length === 0
      ? [finding("/manifest/publishingInformation", '"locales" must hold at least one locale, such as "en-US"')]
      : []),
    ...(Object.keys(apis ?? {}).length === 0
      ? [finding("/manifest/apis", 'at least one API must be given, such as "smartHome"')]
      : []),
  ];
}

const rules: readonly ((manifest: Manifest) => readonly string[])[] = [
  /** Source: "SMAPI Error Codes", CONFLICTING_INSTANCES. */
  ({ publishingInformation: { isAvailableWorldwide, distributionCountries = [] } }) =>
    isAvailableWorldwide === true && distributionCountries.length > 0
      ? [
          finding(
            "/manifest/publishingInformation/distributionCountries",
            'countries may be given only where "isAvailableWorldwide" is false',
          ),
        ]
      : [],
  /** Not verified that SMAPI refuses it at once: at the latest, a submission for certification needs it. */
  ({ publishingInformation, privacyAndCompliance }) =>
    Object.keys(publishingInformation.locales)
      .filter((locale) => privacyAndCompliance?.locales?.[locale] === undefined)
      .map((locale) => finding("/manifest/privacyAndCompliance/locales", `"${locale}" is missing, which is published`)),
  /** Not verified: the form of a locale's name. */
  ({ publishingInformation }) =>
    Object.keys(publishingInformation.locales)
      .filter((locale) => !/^[a-z]{2}-[A-Z]{2}$/.test(locale))
      .map((locale) =>
        finding("/manifest/publishingInformation/locales", `"${locale}" is no locale; they look like "en-US"`),
      ),
];

/**
 * What SMAPI would refuse in a document of account linking: nothing where it is right. Values are not repeated in the
 * findings where they could be secret.
 * @param document the parsed content of accountLinking.json, with `accountLinkingRequest` at its top.
 * @returns one sentence a finding; it begins with a JSON pointer, and names the values that are allowed.
 * Source: ask-smapi-model's specification; "Account Linking Schemas" for what each type needs.
 */
export function judgeAccountLinking(document: unknown): readonly string[] {
  const findings = findingsBy("v1.skill.accountLinking.AccountLinkingRequest", document);
  if (findings.length > 0) return findings;
  const { accountLinkingRequest: request } = document as { accountLinkingRequest?: Readonly<Record<string, unknown>> };
  if (request === undefined) return [finding("", '"accountLinkingRequest" is missing')];
  const needed = request.type === "IMPLICIT" ? neededByAll : [...neededByAll, ...neededByCode];
  return [
    ...needed
      .filter((key) => request[key] === undefined || request[key] === "")
      .map((key) => finding("/accountLinkingRequest", `"${key}" is missing`)),
    ...urls
      .filter((key) => request[key] !== undefined && !isHttps(request[key]))
      .map((key) => finding(`/accountLinkingRequest/${key}`, "it must be an https URL")),
  ];
}

const neededByAll = ["type", "authorizationUrl", "clientId"];
/** Not verified: that the secret may not be left out of an update. */
const neededByCode = ["accessTokenUrl", "accessTokenScheme", "clientSecret"];
const urls = ["authorizationUrl", "accessTokenUrl", "reciprocalAccessTokenUrl"];

function isHttps(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && new URL(value).protocol === "https:";
}
