import { ENVIRONMENT_PROFILE } from "../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import type { Rule } from "../inspected.ts";

/**
 * Each skill has a package of its own: `ask deploy` writes a skill's functions into it, and another skill may not name
 * them. The profile of CI is no other skill.
 */
export const metadataFolders: Rule = {
  name: "metadata-folders",
  check: ({ resources, profiles }) => {
    const stages = profiles.filter(({ name }) => name !== ENVIRONMENT_PROFILE);
    return stages.flatMap(({ name, at, packageFolder }, index) => {
      const other = stages.slice(0, index).find((each) => each.packageFolder === packageFolder);
      if (other === undefined) return [];
      return [
        {
          file: resources.path,
          line: resources.lineOf([...at, "skillMetadata", "src"]),
          what: `Profiles ${other.name} and ${name} share ${packageFolder}: each deploy writes its functions there, and SMAPI refuses them of the other's skill.`,
          remedy: `Copy the folder to ${packageFolder}-${name}, and name that as src.`,
        },
      ];
    });
  },
};
