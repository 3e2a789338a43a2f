import type { Rule } from "../inspected.ts";
import { asRecord } from "../json-file.ts";

/**
 * A region's override is of a region that is deployed, and its own parameters are all of them: ask-cli takes them in
 * place of the profile's, and merges nothing, so that one that is left out silently falls back to the template's default.
 */
export const regionalOverrides: Rule = {
  name: "regional-overrides",
  check: ({ resources, profiles }) =>
    profiles.flatMap(({ at: profileAt, configAt }) => {
      const code = resources.recordAt([...profileAt, "code"]);
      const all = Object.keys(resources.recordAt([...configAt, "cfn", "parameters"]));
      const overrides = [...configAt, "regionalOverrides"];
      return Object.entries(resources.recordAt(overrides)).flatMap(([region, override]) => {
        if (!Object.hasOwn(code, region)) {
          return [
            {
              file: resources.path,
              line: resources.lineOf([...overrides, region]),
              what: `There is an override of ${region} and no code for it, so ask-cli deploys nothing there.`,
              remedy: `Add "${region}": { "src": "./lambda" } to "code", or take the override out.`,
            },
          ];
        }
        const { parameters } = asRecord(asRecord(override).cfn);
        if (parameters === undefined) return [];
        const at = [...overrides, region, "cfn", "parameters"];
        const missing = all.filter((name) => !Object.hasOwn(asRecord(parameters), name));
        return missing.map((name) => ({
          file: resources.path,
          line: resources.lineOf(at),
          what: `The override of ${region} leaves out ${name}: ask-cli merges nothing, and would deploy the template's default.`,
          remedy: `Repeat ${name} there; an override without cfn.parameters has all of the profile's.`,
        }));
      });
    }),
};
