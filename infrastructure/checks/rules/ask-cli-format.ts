import type { Rule } from "../inspected.ts";

/** The files that ask-cli writes are formatted as it does: else its first deploy shows changes where there are none. */
export const askCliFormat: Rule = {
  name: "ask-cli-format",
  check: ({ resources, packages }) =>
    [resources, ...packages.map(({ asWritten }) => asWritten)]
      .filter(({ text, value }) => text.trimEnd() !== JSON.stringify(value, null, 2))
      .map(({ path }) => ({
        severity: "warning" as const,
        file: path,
        what: "It is not formatted as ask-cli writes it, so the next deploy will show changes where there are none.",
        remedy: "Format it as JSON.stringify(value, null, 2) does; no other formatter may touch it.",
      })),
};
