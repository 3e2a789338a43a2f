import type { Rule } from "../inspected.ts";

/** When AWS ends its support of a runtime. Source: "Building Lambda functions with Node.js", as of November 2026. */
export const endOfSupport: Readonly<Record<string, string>> = {
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
};
const best = "nodejs24.x";

/** The functions' runtime is one that AWS still lets people deploy. */
export const runtime: Rule = {
  name: "runtime",
  check: ({ resources, profiles, now }) =>
    profiles.flatMap(({ configAt }) => {
      const at = [...configAt, "runtime"];
      const name = resources.textAt(at);
      const end = endOfSupport[name ?? ""];
      const where = { file: resources.path, line: resources.lineOf(at) };
      if (end === undefined) {
        const what = `The runtime ${name ?? "is missing"}${name ? " cannot run these functions, or AWS has ended it" : ""}.`;
        return [{ ...where, what, remedy: `Write "runtime": "${best}".` }];
      }
      if (now < Date.parse(end)) return [];
      const remedy = "Look which runtimes Lambda has now, and write the newest that the tests pass on.";
      return [{ ...where, severity: "warning" as const, what: `AWS supports ${name} until ${end}.`, remedy }];
    }),
};
