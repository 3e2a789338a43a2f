import { awsRegions, regionOfLocale } from "../../locales.ts";
import type { Rule } from "../inspected.ts";

const AT = ["manifest", "publishingInformation", "locales"];

/**
 * Every locale has a function in the region where Alexa asks for it: elsewhere the Alexa app finds no devices, and the
 * skill is not certified. Source: "How to troubleshoot smart home device discovery issues" (Amazon's blog, July 2023).
 */
export const localeRegions: Rule = {
  name: "locale-regions",
  before: "certification",
  check: ({ packages, profiles, resources }) =>
    packages.flatMap(({ folder, manifest }) => {
      const deploying = profiles.filter(({ packageFolder }) => packageFolder === folder);
      return deploying.flatMap((profile) => {
        const served = new Set(profile.regions.map(({ awsRegion }) => awsRegion));
        return Object.keys(manifest.recordAt(AT)).flatMap((locale) => {
          const region = regionOfLocale[locale];
          if (region === undefined || served.has(awsRegions[region])) return [];
          return [
            {
              file: resources.path,
              line: resources.lineOf([...profile.at, "code"]),
              what: `${locale} is published, and profile ${profile.name} deploys nothing to ${awsRegions[region]}, where Alexa asks for it.`,
              remedy: `Add the region ${region} (docs/setup.md shows how), or take ${locale} out of ${manifest.path}.`,
            },
          ];
        });
      });
    }),
};
