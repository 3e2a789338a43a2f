import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { permissions } from "../infrastructure/permissions.ts";
import { refuseSecondRehearsal, startControl } from "../rehearsal/control/server.ts";
import { servicesOf } from "../rehearsal/control/services.ts";
import type { EchoShow } from "../rehearsal/echo-show/index.ts";
import { listen } from "../rehearsal/happenings.ts";
import { type Rehearsal, startRehearsal } from "../rehearsal/index.ts";
import { type CameraManner, OWN_MANNER } from "../rehearsal/manners/report.ts";
import type { ViewReport } from "../rehearsal/view/report.ts";
import { Interrupted, interruption, unlessAborted, untilAborted } from "./interruption.ts";
import { openCatalogue } from "./open-catalogue.ts";
import { isUsual, openEchoShow } from "./open-echo-show.ts";
import { DEFAULT_DATA, packedSkill, pages, runtimeClient } from "./paths.ts";
import { formatReport } from "./print-timeline.ts";
import { createProgress, type Progress } from "./progress.ts";
import { bold, dim } from "./style.ts";

/** The flags of `camera-skill start`. */
export interface StartOptions {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly open?: boolean;
  /** Where the page is served; the usual port, or another one when that is taken. */
  readonly port?: number;
  /** Whose firmware the cameras have from the start. */
  readonly manner?: readonly string[];
  /** How cameras are asked, such as `viewer@garden`. */
  readonly signaling?: readonly string[];
  readonly data: string;
}

/** How many frames the first view waits for: two seconds of picture. */
const FIRST_VIEW_FRAMES = 30;

/** `camera-skill start`: rehearses the whole path, shows the first view, and keeps running until Ctrl-C. */
export async function start(options: StartOptions): Promise<void> {
  const signal = interruption();
  if (!options.once) {
    await refuseSecondRehearsal(options.data);
    return rehearse({ ...options, data: resolve(options.data) }, signal);
  }
  const dataDirectory = await mkdtemp(join(tmpdir(), "camera-skill-"));
  try {
    await rehearse({ ...options, data: dataDirectory }, signal);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function rehearse(options: StartOptions, signal: AbortSignal): Promise<void> {
  const progress = createProgress();
  let rehearsal: Rehearsal | undefined;
  let page: EchoShow | undefined;
  try {
    rehearsal = await startRehearsal({
      dataDirectory: options.data,
      packedSkill,
      runtimeClient,
      pages,
      openCatalogue,
      permissions,
      manners: options.manner ?? [],
      signaling: options.signaling ?? [],
      onProgress: progress.show,
      signal,
      onLog: (line) => options.verbose && process.stderr.write(`${dim(line)}\n`),
    });
    for (const each of rehearsal.manners())
      if (each.manner.name !== OWN_MANNER) progress.show({ done: firmwareOf(each) });
    if (!options.once) page = await openEchoShow(rehearsal, options);
    const report = await unlessAborted(firstView(rehearsal, progress), signal);
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${formatReport(report)}\n`);
    if (!report.ok) process.exitCode = 1;
    if (page) await keepRunning(rehearsal, page, options, signal);
  } catch (error) {
    progress.fail();
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = 130;
  } finally {
    await page?.stop();
    await rehearsal?.stop();
  }
}

async function firstView(rehearsal: Rehearsal, progress: Progress): Promise<ViewReport> {
  const [camera] = rehearsal.cameras;
  if (!camera) throw new Error("there is no camera to view");
  progress.show({ starting: `Viewing ${camera.name}` });
  const report = await rehearsal.view(camera, FIRST_VIEW_FRAMES);
  if (report.ok) progress.show({ done: `${camera.name} viewed` });
  else progress.fail();
  return report;
}

async function keepRunning(
  rehearsal: Rehearsal,
  page: EchoShow,
  options: StartOptions,
  signal: AbortSignal,
): Promise<void> {
  const { login } = rehearsal.parts;
  const control = await startControl(rehearsal, options.data, {
    page: page.url,
    services: servicesOf(rehearsal.parts),
    login: { url: login.url, clientId: login.clientId },
  });
  // Standard output holds the view alone when a program reads it.
  const output = options.json ? process.stderr : process.stdout;
  output.write(nextSteps(rehearsal, page, options));
  // Also when it was changed on the page, or by another command.
  const stopListening = listen(rehearsal.parts.happenings, "manner", ({ cameraId }) => {
    const changed = rehearsal.manners().find(({ id }) => id === cameraId);
    if (changed !== undefined) process.stderr.write(`${firmwareOf(changed)}\n`);
  });
  await untilAborted(signal);
  stopListening();
  process.stderr.write("\nStopping…\n");
  await control.stop();
}

function firmwareOf({ name, manner }: CameraManner): string {
  return `${name}’s firmware: ${manner.title} (${manner.textForm})`;
}

/** A path as one would type it here. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}

function nextSteps(rehearsal: Rehearsal, { url }: EchoShow, options: StartOptions): string {
  const elsewhere = options.port === undefined && !isUsual(url) ? dim("  (its usual port is taken)") : "";
  // Other commands look where this one does, unless they are told otherwise.
  const data = options.data === resolve(DEFAULT_DATA) ? "" : ` --data ${shortPath(options.data)}`;
  return [
    bold("The Echo Show is on your screen:"),
    `  ${url}${elsewhere}`,
    "",
    bold("In another terminal:"),
    ...rehearsal.cameras.map((camera) => `  npx camera-skill view ${camera.id}${data}`),
    `  npx camera-skill --help            ${dim("for everything else")}`,
    "",
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}
