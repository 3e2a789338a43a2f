import { judgeManifest } from "../../../rehearsal/deploy-targets/smapi/judge.ts";
import type { Rule } from "../inspected.ts";
import { asRecord } from "../json-file.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:skill";

/** The events that `ask deploy` will subscribe the skill to are Amazon's, and have a default endpoint. */
export const skillEvents: Rule = {
  name: "skill-events",
  check: ({ resources, profiles, packages }) =>
    profiles.flatMap(({ configAt, regions, packageFolder }) => {
      const at = [...configAt, "skillEvents", "subscriptions"];
      const names = resources.listAt(at);
      const manifest = packages.find(({ folder }) => folder === packageFolder)?.manifest.value;
      const { manifest: parts } = asRecord(manifest);
      // What is wrong without any events is the manifest's own matter.
      const already = new Set(judgeManifest(manifest));
      const wrong = names.flatMap((eventName, index) => {
        const events = { endpoint: { uri: FUNCTION }, subscriptions: [{ eventName }] };
        return judgeManifest({ manifest: { ...asRecord(parts), events } })
          .filter((sentence) => !already.has(sentence))
          .map((sentence) => ({
            file: resources.path,
            line: resources.lineOf([...at, index]),
            what: `SMAPI has no such event: ${sentence.replace(/^\S+: /, "")}`,
            remedy: "Correct its name, or take it out.",
          }));
      });
      const where = { file: resources.path, line: resources.lineOf(at) };
      const homeless = names.length > 0 && !regions.some(({ name }) => name === "default");
      return homeless
        ? [
            ...wrong,
            {
              ...where,
              what: "There are skill events and no code for the region default: SMAPI wants an endpoint for them.",
              remedy: 'Add "default" to "code"; with the AWS region of another one it costs no second stack.',
            },
          ]
        : wrong;
    }),
};
