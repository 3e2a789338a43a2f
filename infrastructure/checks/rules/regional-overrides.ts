import type { Rule } from "../inspected.ts";
import { asRecord } from "../json-file.ts";

/**
 * A region's own parameters are all of them: ask-cli takes them in place of the profile's, and merges nothing, so that
 * one that is left out silently falls back to the template's default.
 */
export const regionalOverrides: Rule = {
  name: "regional-overrides",
  check: ({ resources, profiles }) =>
    profiles.flatMap(({ configAt }) => {
      const all = Object.keys(resources.recordAt([...configAt, "cfn", "parameters"]));
      const overrides = [...configAt, "regionalOverrides"];
      return Object.entries(resources.recordAt(overrides)).flatMap(([region, override]) => {
        const { parameters } = asRecord(asRecord(override).cfn);
        if (parameters === undefined) return [];
        const at = [...overrides, region, "cfn", "parameters"];
        const missing = all.filter((name) => !Object.hasOwn(asRecord(parameters), name));
        return missing.map((name) => ({
          file: resources.path,
          line: resources.lineOf(at),
          what: `The override of ${region} leaves out ${name}: ask-cli merges nothing, and would deploy the template's default.`,
          remedy: `Repeat ${name} there.`,
        }));
      });
    }),
};
