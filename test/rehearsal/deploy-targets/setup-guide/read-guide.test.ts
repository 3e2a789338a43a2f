import { describe, expect, it } from "@jest/globals";
import { jsonBlocksOf, readGuide } from "../../../../rehearsal/deploy-targets/setup-guide/read-guide.ts";

const page = (...lines: readonly string[]) => lines.join("\n");
const textsOf = (markdown: string) => readGuide(markdown).map(({ text }) => text);
const block = (...lines: readonly string[]) => page("```sh", ...lines, "```");

describe("The reader of a page's commands", () => {
  it("tells each command's line and heading", () => {
    const markdown = page("# Setup", "", "## 1. A key", "", "```sh", "aws configure", "", "ask configure", "```");
    expect(readGuide(markdown)).toEqual([
      { text: "aws configure", line: 6, heading: "1. A key", where: "block" },
      { text: "ask configure", line: 8, heading: "1. A key", where: "block" },
    ]);
  });

  it("joins the lines that a backslash ends, and names the first", () => {
    const [command, ...more] = readGuide(block("aws logs \\", "  --query 'events[]' \\", "  --output text"));
    expect(command).toMatchObject({ text: "aws logs --query 'events[]' --output text", line: 2 });
    expect(more).toEqual([]);
  });

  it("leaves comments out, and commands in a list together", () => {
    expect(textsOf(block("# first", "cd x && npm ci   # takes a minute"))).toEqual(["cd x && npm ci"]);
  });

  it.each(['echo "# no comment"', "echo '# nor this'", "echo a#b"])("takes no comment from %s", (line) => {
    expect(textsOf(block(line))).toEqual([line]);
  });

  it("does not take other blocks for commands, nor what stands in them for headings", () => {
    const markdown = page("## Links", "```json", "# no heading", "```", "```", "npm ci", "```", block("npm test"));
    expect(readGuide(markdown)).toEqual([expect.objectContaining({ text: "npm test", heading: "Links" })]);
    expect(jsonBlocksOf(markdown)).toEqual(["# no heading\n"]);
  });

  it("finds the commands that a sentence speaks of, and no other code", () => {
    const markdown = "Take `npm run deploy`, not `skill.json` or `--profile beta`; `ask` and `ask  deploy` are others.";
    expect(readGuide(markdown)).toEqual([
      { text: "npm run deploy", line: 1, heading: "", where: "sentence" },
      { text: "ask deploy", line: 1, heading: "", where: "sentence" },
    ]);
  });
});
