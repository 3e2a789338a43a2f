import type { Rule } from "../inspected.ts";

/** No space in the project's path: ask-cli does not quote the hook's. */
export const projectPath: Rule = {
  name: "project-path",
  check: ({ project: { root, isCommit } }) =>
    /\s/.test(root) && !isCommit
      ? [
          {
            file: root,
            what: "There is a space in the project's path, and ask-cli cannot run the build hook there.",
            remedy: "Move the project to a folder without spaces in its path.",
          },
        ]
      : [],
};
