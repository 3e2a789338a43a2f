import { awsRegions, regionOfLocale } from "../../locales.ts";
import type { Rule } from "../inspected.ts";

const regions = ["NA", "EU", "FE"] as const;
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
        const published = Object.keys(manifest.recordAt(AT));
        return regions.flatMap((region) => {
          const asked = published.filter((locale) => regionOfLocale[locale] === region).join(", ");
          if (asked === "" || served.has(awsRegions[region])) return [];
          return [
            {
              file: resources.path,
              line: resources.lineOf([...profile.at, "code"]),
              what: `Published in ${asked}, and profile ${profile.name} deploys nothing to ${awsRegions[region]}, where Alexa asks for that.`,
              remedy: `Add the region ${region} (docs/setup.md shows how), or take ${asked} out of ${manifest.path}.`,
            },
          ];
        });
      });
    }),
};
