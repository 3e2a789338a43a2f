import { judgeManifest } from "../../../rehearsal/deploy-targets/smapi/judge.ts";
import type { Rule } from "../inspected.ts";
import { atPointer } from "./pointer.ts";

/** What SMAPI's own specification says of the manifest. */
export const manifestSchema: Rule = {
  name: "manifest",
  check: ({ packages }) =>
    packages.flatMap(({ manifest }) =>
      judgeManifest(manifest.value).map((sentence) => {
        const { path, what } = atPointer(sentence);
        const remedy = "SMAPI would refuse it: correct it. Source: the manifest's schema, in ask-smapi-model.";
        return { file: manifest.path, line: manifest.lineOf(path), what, remedy };
      }),
    ),
};
