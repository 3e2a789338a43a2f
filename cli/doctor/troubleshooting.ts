/** What the page on troubleshooting says of a failure, as plain text but for `code`. */
export interface TroubleshootingEntry {
  readonly code: string;
  /** The type of the error that Alexa gets. */
  readonly alexaType: string;
  /** The heading that it stands under. */
  readonly section: string;
  /** What the page says of all codes under that heading, where it says something. */
  readonly note?: string;
  readonly meaning: string;
  readonly remedy: string;
}

const HEAD = ["code", "Alexa gets", "what happened", "what to do"];

/**
 * Reads the tables of codes out of docs/troubleshooting.md, so that the page and what the command prints are the same.
 * @throws {Error} when there is none.
 */
export function readTroubleshooting(page: string): TroubleshootingEntry[] {
  const entries = page.split(/^## /m).flatMap(entriesOf);
  if (entries.length > 0) return entries;
  throw new Error("docs/troubleshooting.md of this installation has no table of codes: install the package again");
}

/** The entries under one heading. */
function entriesOf(text: string): TroubleshootingEntry[] {
  const [section = "", ...lines] = text.split("\n");
  const rows = lines.map(cellsOf);
  const head = rows.findIndex((cells) => cells?.join() === HEAD.join());
  if (head < 0) return [];
  const note = plain(lines.slice(0, head).join(" ").trim());
  const after = rows.slice(head + 2);
  const end = after.indexOf(undefined);
  return after.slice(0, end < 0 ? after.length : end).map((cells = []) => {
    const [code = "", alexaType = "", meaning = "", remedy = ""] = cells.map(plain);
    const about = { code: code.replaceAll("`", ""), alexaType, section, meaning, remedy };
    return note === "" ? about : { ...about, note };
  });
}

/** A table row's cells; undefined for any other line. */
function cellsOf(line: string): string[] | undefined {
  if (!/^\|.*\|\s*$/.test(line)) return undefined;
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** Text with its links as what one can open: a page beside this one by its path in the package. */
function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\(([^)]*)\)/g, (_, words: string, target: string) => {
    const place = /^[a-z]+:/.test(target) ? target : `docs/${target}`;
    return words === target ? place : `${words} (${place})`;
  });
}
