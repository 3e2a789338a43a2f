/** What `ask deploy` comes to, by the headings that it writes. */
const askSections: readonly (readonly [heading: string, words: string])[] = [
  ["Deploy Skill Metadata", "the skill package is sent"],
  ["Build Skill Code", "the functions are packed"],
  ["Deploy Skill Infrastructure", "the functions are uploaded, and the stack is made"],
  ["Enable Skill", "its last step"],
];

/**
 * Says in a few words what a program has come to, by a line that it has written.
 * @returns undefined of a line that says nothing about that, such as a warning.
 */
export function progressIn(line: string): string | undefined {
  const [, step, steps, title] = /^\[(\d+)\/(\d+)\] (.+)$/.exec(line) ?? [];
  if (title !== undefined) return `step ${step} of ${steps}, ${title}`;
  return askSections.find(([heading]) => line.startsWith("====") && line.includes(heading))?.[1];
}
