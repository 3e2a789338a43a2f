import type { Breakage } from "../breakage.ts";

const SOURCE = "lambda/index.ts";

/** What can go wrong with what the deployed skill answers. */
export const answerBreakages: readonly Breakage[] = [
  {
    name: "broken-code",
    title: "Code was deployed that does not start, by ask deploy without the project's tests",
    link: "answers",
    breakage: "skill-fails",
    async breakIt(installed) {
      const { workspace } = installed.developer;
      const before = await workspace.read(SOURCE);
      await workspace.write(SOURCE, `${before}\nthrow new Error("not finished");\n`);
      await installed.type("ask deploy");
      await workspace.write(SOURCE, before);
    },
  },
];
