import type { WriteStream } from "node:tty";
import { alexaSays } from "../../rehearsal/alexa-cloud/spoken.ts";
import { closest } from "../../rehearsal/signaling-service/closest.ts";
import { formatTable } from "../format-table.ts";
import { bold, dim } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { wrap } from "../wrap.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { readTroubleshooting, type TroubleshootingEntry } from "./troubleshooting.ts";

/** What is explained, and how. */
export interface ExplainOptions {
  /** A failure's code; all of them without it. */
  readonly code?: string;
  readonly json?: boolean;
}

/** Whose view comes to nothing in the examples. */
const DEVICE = "Front Door";
/** Errors of interfaces where nobody waits for Alexa to say something. Source: Alexa.Authorization, SnapshotProvider. */
const unspoken: ReadonlySet<string> = new Set(["ACCEPT_GRANT_FAILED", "DISABLED_BY_USER"]);
const LABEL = "what it means  ".length;

/**
 * `camera-skill doctor --explain`: prints what the page on troubleshooting says of a failure's code, or all codes.
 * @param page docs/troubleshooting.md.
 * @throws {WrongUsage} that says which code may have been meant.
 */
export function explain({ code, json }: ExplainOptions, page: string, terminal: Terminal): void {
  const entries = readTroubleshooting(page);
  if (code === undefined) {
    terminal.print(json ? JSON.stringify(entries.map(withSpoken)) : list(entries, terminal.columns));
    return;
  }
  const entry = find(entries, code);
  terminal.print(json ? JSON.stringify(withSpoken(entry)) : describe(entry, terminal.columns));
}

/** Finds a code however much of a log line or a message was copied with it, such as `camera-offline: No answer…`. */
function find(entries: readonly TroubleshootingEntry[], typed: string): TroubleshootingEntry {
  const word = /^[\s"'`]*([^\s"'`:,]*)/.exec(typed)?.[1] ?? "";
  const entry = entries.find(({ code }) => code === word.toLowerCase());
  if (entry !== undefined) return entry;
  const ofType = entries.filter(({ alexaType }) => alexaType === word.toUpperCase()).map(({ code }) => code);
  if (ofType.length > 0) {
    throw new WrongUsage(
      `${word.toUpperCase()} is what Alexa gets: the code stands before the message's colon. It is one of ${ofType.join(", ")}.`,
    );
  }
  const codes = entries.map(({ code }) => code);
  const meant = closest(word.toLowerCase(), codes);
  const hint = meant === undefined ? "npx camera-skill doctor --explain lists the codes." : `Did you mean ${meant}?`;
  throw new WrongUsage(`there is no failure code ${JSON.stringify(word)}. ${hint}`);
}

/** What the Echo may say, of a code that a view can come to nothing by. */
function spokenOf({ alexaType, note }: TroubleshootingEntry): string | undefined {
  // A section that begins with words of its own says there who is told.
  return note !== undefined || unspoken.has(alexaType) ? undefined : alexaSays(alexaType, DEVICE);
}

function withSpoken(entry: TroubleshootingEntry) {
  const alexaMaySay = spokenOf(entry);
  return { ...entry, ...(alexaMaySay !== undefined && { alexaMaySay }) };
}

function describe(entry: TroubleshootingEntry, columns: number | undefined): string {
  const { code, section, alexaType, note, meaning, remedy } = entry;
  const spoken = spokenOf(entry);
  const rows: [string, string][] = [
    ["Alexa gets", note === undefined ? alexaType : note],
    ...(spoken === undefined ? [] : [["Alexa may say", `“${spoken}”`] satisfies [string, string]]),
    ["what it means", meaning],
    ["what to do", remedy],
  ];
  const stream = { isTTY: columns !== undefined, columns } as WriteStream;
  return [
    "",
    `${bold(code)} ${dim(`(${section})`)}`,
    "",
    ...rows.map(([label, text]) => `  ${label.padEnd(LABEL)}${wrap(text, stream, " ".repeat(LABEL + 2)).trimStart()}`),
    "",
  ].join("\n");
}

function list(entries: readonly TroubleshootingEntry[], columns: number | undefined): string {
  const head = [{ head: "code" }, { head: "Alexa gets", atLeast: 12 }, { head: "what it means", atLeast: 13 }];
  const rows = entries.map(({ code, alexaType, meaning }) => [code, alexaType, firstSentence(meaning)]);
  return [...formatTable(head, rows, columns), "", "npx camera-skill doctor --explain CODE says what to do."].join(
    "\n",
  );
}

function firstSentence(text: string): string {
  return /^.*?\.(?= [A-Z]|$)/.exec(text)?.[0] ?? text;
}
