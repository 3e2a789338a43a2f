import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deployedTarget } from "../rehearsal/certification/deployed-target.ts";
import { certificationItems, certificationList } from "../rehearsal/certification/list.ts";
import { certificationPage } from "../rehearsal/certification/page.ts";
import type { CertificationReport } from "../rehearsal/certification/report.ts";
import { runCertification } from "../rehearsal/certification/run.ts";
import type { CertificationTarget } from "../rehearsal/certification/target.ts";
import { closest } from "../rehearsal/signaling-service/closest.ts";
import { agreeToDestructive } from "./agree-to-destructive.ts";
import { refuseUnwritable, writePage } from "./html-page.ts";
import { Interrupted, interruption } from "./interruption.ts";
import { formatCertification } from "./print-certification.ts";
import { createProgress, type Progress } from "./progress.ts";
import { readToken } from "./read-token.ts";
import { openRehearsedTarget } from "./rehearsed-target.ts";
import { processTerminal } from "./terminal.ts";
import { WrongUsage } from "./wrong-usage.ts";

/** The flags of `camera-skill certify`. */
export interface CertifyOptions {
  readonly json?: boolean;
  /** A file for the report as a page. */
  readonly html?: string;
  /** Ids of items; all by default. */
  readonly item?: readonly string[];
  /** The id of the camera to look at; the first by default. */
  readonly camera?: string;
  /** Where the rehearsal keeps its channels; a temporary folder by default. */
  readonly data?: string;
  /** A deployed function instead of a rehearsal. */
  readonly functionName?: string;
  readonly region?: string;
  readonly tokenFile?: string;
  /** The skill's id, typed out, for items that change something. */
  readonly destructive?: string;
  readonly skillId?: string;
}

/** `camera-skill certify`: holds the skill against the certification list, in a rehearsal or where it is deployed. */
export async function certify(options: CertifyOptions): Promise<void> {
  refuseUnknownItems(options.item);
  refuseMixedOptions(options);
  if (options.html !== undefined) await refuseUnwritable(options.html);
  const signal = interruption();
  const progress = createProgress();
  try {
    const report = await (options.functionName === undefined
      ? certifyRehearsal(options, progress, signal)
      : certifyFunction(options.functionName, options, progress, signal));
    progress.clear();
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : formatCertification(report));
    if (!report.ok) process.exitCode = 1;
    // Last, so that a page that cannot be written does not cost the report.
    if (options.html !== undefined) await writePage(options.html, certificationPage(report));
  } catch (error) {
    progress.fail();
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = 130;
  }
}

async function certifyRehearsal(
  options: CertifyOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<CertificationReport> {
  const dataDirectory = resolve(options.data ?? (await mkdtemp(join(tmpdir(), "camera-skill-"))));
  try {
    return await run(await openRehearsedTarget(dataDirectory, progress, signal), options, progress, signal);
  } finally {
    if (options.data === undefined) await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function certifyFunction(
  functionName: string,
  options: CertifyOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<CertificationReport> {
  const { tokenFile, destructive: typed, skillId } = options;
  if (tokenFile === undefined) {
    throw new WrongUsage(
      "a deployed function needs --token-file: a file that holds the access token of an account linked with the skill.",
    );
  }
  const accessToken = await readToken(tokenFile);
  const destructive = typed !== undefined;
  if (destructive) await agreeToDestructive({ typed, skillId, functionName }, processTerminal());
  const target = deployedTarget({ functionName, region: options.region, accessToken, destructive });
  return run(target, options, progress, signal);
}

/** Runs the items and stops the target. */
async function run(
  target: CertificationTarget,
  { item, camera }: CertifyOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<CertificationReport> {
  const total = item === undefined ? certificationItems.length : new Set(item).size;
  let begun = 0;
  try {
    return await runCertification({
      target,
      groups: certificationList,
      ...(item === undefined ? {} : { only: item }),
      camera,
      signal,
      onProgress({ item: { id, kind }, result }) {
        if (result !== undefined) return;
        begun += 1;
        if (kind === "automatic") progress.show({ starting: `${begun} of ${total}: ${id}` });
      },
    });
  } finally {
    await target.stop();
  }
}

function refuseUnknownItems(ids: readonly string[] = []): void {
  const known = certificationItems.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const meant = closest(unknown, known);
  const hint = meant === undefined ? "docs/certification.md lists them." : `Did you mean ${meant}?`;
  throw new WrongUsage(`the certification list has no item ${unknown}. ${hint}`);
}

/** Options that belong to the one or to the other. */
function refuseMixedOptions({ functionName, tokenFile, region, destructive, data }: CertifyOptions): void {
  if (functionName === undefined) {
    const stray = tokenFile ? "--token-file" : region ? "--region" : destructive ? "--destructive" : undefined;
    if (stray) throw new WrongUsage(`${stray} is for a deployed function: add --function-name.`);
    return;
  }
  if (data !== undefined) throw new WrongUsage("--data is for a rehearsal, and --function-name is not one.");
}
