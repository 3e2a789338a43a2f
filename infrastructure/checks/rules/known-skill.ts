import type { Rule } from "../inspected.ts";

const STATES = ".ask/ask-states.json";

/** A deploy goes to the skill that is meant: ask-cli makes another one, and other stacks, when its notes are lost. */
export const knownSkill: Rule = {
  name: "known-skill",
  before: "deploy",
  check: ({ deploying, packages }) => {
    if (deploying === undefined || deploying.skillId !== undefined) return [];
    const deployed = packages.filter(({ asWritten }) =>
      ["endpoint", "regions"].some((key) => asWritten.at(["manifest", "apis", "smartHome", key]) !== undefined),
    );
    return [
      ...deployed.map(({ asWritten }) => ({
        file: asWritten.path,
        line: asWritten.lineOf(["manifest", "apis", "smartHome"]),
        what: `It names the functions of a skill that was deployed, and ${STATES} names no skill: ask-cli would make another one, and SMAPI refuses it these functions.`,
        remedy: `Restore ${STATES}; or, for another skill: git checkout -- ${asWritten.path}`,
      })),
      ...(deploying.unattended && !deploying.newSkill
        ? [
            {
              file: STATES,
              what: "It names no skill, so that this deploy would make a new one, with stacks of its own.",
              remedy:
                "Write the skill and its stack there with npm run deploy:state (docs/setup.md, CI); or say that this deploy is the first: --new-skill",
            },
          ]
        : []),
    ];
  },
};
