import type { Rule } from "../inspected.ts";

/** No account linking in the skill package: all of it is uploaded, and SMAPI does not take it there (ask-cli issue 374). */
export const packageFiles: Rule = {
  name: "package-files",
  async check({ project, packages }) {
    const listed = await Promise.all(packages.map(({ folder }) => project.list(folder)));
    return listed
      .flat()
      .filter((path) => /accountlinking[^/]*\.json$/i.test(path))
      .map((file) => ({
        file,
        what: "Account linking is in the skill package: it is uploaded with its client secret, and SMAPI does not take it.",
        remedy: "Move it to accountLinking.json in the project's folder, and send it by: npm run account-linking",
      }));
  },
};
