import { fillInsOf, isExampleUrl } from "../../fill-in.ts";
import type { Rule } from "../inspected.ts";
import { textsIn } from "./texts-in.ts";

/** What the template leaves to the developer is written before a tester reads it. */
export const fillIns: Rule = {
  name: "fill-ins",
  before: "certification",
  check: ({ packages }) =>
    packages.flatMap(({ manifest }) =>
      textsIn(manifest.value).flatMap(({ path, text }) => {
        const where = { file: manifest.path, line: manifest.lineOf(path) };
        return [
          ...fillInsOf(text).map((what) => ({
            ...where,
            what: `${path.at(-1)} still says [FILL IN: ${what}].`,
            remedy: "Write it in place of the brackets.",
          })),
          ...(isExampleUrl(text)
            ? [
                {
                  ...where,
                  what: `${path.at(-1)} is ${text}, which is nobody's page.`,
                  remedy: "Write the address of yours.",
                },
              ]
            : []),
        ];
      }),
    ),
};
