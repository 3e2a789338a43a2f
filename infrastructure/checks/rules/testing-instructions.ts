import type { Rule } from "../inspected.ts";

const AT = ["manifest", "publishingInformation", "testingInstructions"];

/** A tester is told how to see a camera. */
export const testingInstructions: Rule = {
  name: "testing-instructions",
  check: ({ packages }) =>
    packages
      .filter(({ manifest }) => !manifest.textAt(AT)?.trim())
      .map(({ manifest }) => ({
        file: manifest.path,
        line: manifest.lineOf(AT),
        what: "There are no testing instructions.",
        remedy: "Write how a tester links an account, which camera there is, and what to say to see it.",
      })),
};
