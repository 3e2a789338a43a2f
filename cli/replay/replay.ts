import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { readControlAddress } from "../../rehearsal/control/address.ts";
import type { Envelope } from "../../rehearsal/replay/envelope.ts";
import { type ReplayReport, replayReportSchema } from "../../rehearsal/replay/report.ts";
import { callRehearsal } from "../call-rehearsal.ts";
import { Interrupted, interruption, unlessAborted } from "../interruption.ts";
import { startOwnRehearsal } from "../own-rehearsal.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { findDirective } from "./find-directive.ts";
import { formatReplay } from "./print-replay.ts";

/** The flags of `camera-skill replay`. */
export interface ReplayOptions {
  readonly data: string;
  /** Whom the directive is for instead of the endpoint that it names. */
  readonly camera?: string;
  readonly json?: boolean;
}

/**
 * `camera-skill replay`: sends the skill of a rehearsal a directive from a log, with the rehearsal's token and an offer
 * of its own where they are masked, and prints what the skill made of it.
 * @throws {WrongUsage} when the file holds no directive.
 */
export async function replay(
  file: string,
  options: ReplayOptions,
  terminal: Terminal,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<void> {
  const where = file === "-" ? "standard input" : file;
  const content = await (file === "-" ? text(stdin) : readFile(file, "utf8")).catch(() => {
    throw new WrongUsage(`${where} cannot be read: give a file that holds a directive, or - for standard input.`);
  });
  const { envelope, fromLogLine } = findDirective(content, where, options.camera);
  const report = await send(envelope, options, terminal);
  if (report === undefined) return;
  terminal.print(options.json ? JSON.stringify(report) : formatReplay(report, { fromLogLine }, terminal.columns));
  if (!report.ok) terminal.failed();
}

/** Sends it in the rehearsal that runs, else in one of its own; undefined when Ctrl-C came. */
async function send(
  envelope: Envelope,
  { data, camera }: ReplayOptions,
  { progress }: Terminal,
): Promise<ReplayReport | undefined> {
  if ((await readControlAddress(data)) !== undefined) {
    return await callRehearsal(data, "/replays", { envelope, camera }, replayReportSchema);
  }
  const signal = interruption();
  const dataDirectory = await mkdtemp(join(tmpdir(), "camera-skill-"));
  try {
    const rehearsal = await startOwnRehearsal(dataDirectory, progress, signal);
    try {
      const report = await unlessAborted(rehearsal.replay(envelope, camera), signal);
      progress.clear();
      return report;
    } finally {
      await rehearsal.stop();
    }
  } catch (error) {
    progress.fail();
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = 130;
    return undefined;
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}
