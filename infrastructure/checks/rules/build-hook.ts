import type { Rule } from "../inspected.ts";

const HOOK = "hooks/build.sh";

/** ask-cli finds the hook that packs the functions, and may run it: without it, it uploads TypeScript. */
export const buildHook: Rule = {
  name: "build-hook",
  async check({ project }) {
    const bytes = await project.read(HOOK);
    if (bytes === undefined) {
      const what = "There is no build hook: ask-cli would upload TypeScript, which does not start.";
      return [{ file: HOOK, what, remedy: `Restore it: git checkout -- ${HOOK}` }];
    }
    if ((await project.isExecutable(HOOK)) !== false) return [];
    const remedy = project.isCommit ? `git update-index --chmod=+x ${HOOK}, and commit.` : `chmod +x ${HOOK}`;
    return [{ file: HOOK, what: "It may not be executed, so ask-cli's build fails.", remedy }];
  },
};
