/** A command of a page. */
export interface GuideCommand {
  /** As it stands there, without its comment and with single spaces; an \ at a line's end joins the lines. */
  readonly text: string;
  /** The line that it begins on, from 1 on. */
  readonly line: number;
  /** The heading that it stands under. */
  readonly heading: string;
  /** Whether it stands in a block, to be typed as it comes, or is spoken of in a sentence. */
  readonly where: "block" | "sentence";
}

/** The programs whose names make code within a sentence a command. */
const PROGRAM = /^(?:npm|npx|ask|aws|git|cp|cd|mkdir|export|\.\/\S+) \S/;
const FENCE = /^ {0,3}```(\w*)\s*$/;

/**
 * Reads the commands of a page in Markdown: those of its blocks that are called `sh`, each with all of its lines, and
 * those in its sentences.
 */
export function readGuide(markdown: string): readonly GuideCommand[] {
  const commands: GuideCommand[] = [];
  let heading = "";
  let language: string | undefined;
  let begun: { readonly line: number; readonly text: string } | undefined;
  for (const [index, written] of markdown.split("\n").entries()) {
    const line = index + 1;
    const [fence, named = ""] = FENCE.exec(written) ?? [];
    if (fence !== undefined) {
      language = language === undefined ? named : undefined;
    } else if (language === undefined) {
      heading = /^#+ (.*)$/.exec(written)?.[1] ?? heading;
      commands.push(...spokenOf(written).map((text) => ({ text, line, heading, where: "sentence" as const })));
    } else if (language === "sh") {
      const text = `${begun?.text ?? ""}${withoutComment(written)}`;
      const started = begun?.line ?? line;
      begun = text.endsWith("\\") ? { line: started, text: `${text.slice(0, -1)} ` } : undefined;
      if (begun === undefined && text.trim() !== "") {
        commands.push({ text: singleSpaced(text), line: started, heading, where: "block" });
      }
    }
  }
  return commands;
}

/** The blocks of a page that are called `json`, such as a part of a file, in their order. */
export function jsonBlocksOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = ""]) => text);
}

function spokenOf(sentence: string): readonly string[] {
  return [...sentence.matchAll(/`([^`]+)`/g)]
    .map(([, code = ""]) => singleSpaced(code))
    .filter((code) => PROGRAM.test(code));
}

/** A # begins a comment where a word could begin, but not within quotes. */
function withoutComment(line: string): string {
  const [, code = ""] = /^((?:'[^']*'|"[^"]*"|[^'"#]|(?<=\S)#)*)/.exec(line) ?? [];
  return code.trimEnd();
}

function singleSpaced(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
