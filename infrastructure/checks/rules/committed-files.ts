import type { Rule } from "../inspected.ts";

/** Whatever holds a secret or is one person's is in no commit. */
export const committedFiles: Rule = {
  name: "committed-files",
  async check({ project }) {
    const read = await Promise.all(files.map(async (each) => ({ ...each, bytes: await project.read(each.file) })));
    return project.isCommit
      ? read
          .filter(({ bytes }) => bytes !== undefined)
          .map(({ file, what }) => ({ file, what, remedy: `Take it out of the repository: git rm --cached ${file}` }))
      : [];
  },
};

const files = [
  { file: "accountLinking.json", what: "It holds a client secret, and is committed." },
  { file: ".ask/ask-states.json", what: "It names one person's skill and stacks, and is committed." },
];
