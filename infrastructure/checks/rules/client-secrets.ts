import type { Rule } from "../inspected.ts";
import { holdsSecret } from "../secrets.ts";
import { textsIn } from "./texts-in.ts";

/** No client secret in the files that are committed: in the stack's parameters everybody would see it as well. */
export const clientSecrets: Rule = {
  name: "client-secrets",
  check: ({ resources, packages }) =>
    [resources, ...packages.map(({ asWritten }) => asWritten)].flatMap((file) =>
      textsIn(file.value)
        .filter(({ text }) => holdsSecret(text))
        .map(({ path }) => ({
          file: file.path,
          line: file.lineOf(path),
          what: "A client secret stands here, in a file that is committed.",
          remedy:
            "Take it out: it belongs into accountLinking.json alone. If it was committed or pushed, make a new one in the security profile.",
        })),
    ),
};
