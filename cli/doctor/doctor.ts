import { readFile } from "node:fs/promises";
import type { DoctorReport } from "../../rehearsal/breakages/report.ts";
import { Interrupted, interruption, unlessAborted } from "../interruption.ts";
import { troubleshootingPage } from "../paths.ts";
import { readToken } from "../read-token.ts";
import { bold, dim } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { type ChosenPatient, choosePatient, type PatientOptions } from "./choose-patient.ts";
import { doctorCommand } from "./doctor-command.ts";
import { type Chain, examine } from "./examine.ts";
import { explain } from "./explain.ts";
import { createPatient, type Patient } from "./patient.ts";
import { formatLink } from "./print-link.ts";
import { formatRemedy } from "./print-remedy.ts";

/** The flags of `camera-skill doctor`. */
export interface DoctorOptions extends PatientOptions {
  /** A failure's code; true for all of them. */
  readonly explain?: string | true;
  /** The id of the one camera to look at. */
  readonly camera?: string;
  /** A file with the access token of a linked account. */
  readonly tokenFile?: string;
  readonly json?: boolean;
}

/** Where the doctor is asked. */
export interface Practice {
  readonly terminal: Terminal;
  /** The folder that the skill is deployed from. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * `camera-skill doctor`: examines an installation link by link, up to the first that is broken, and says what to type;
 * with --explain it explains a failure's code instead.
 * @throws {WrongUsage} when there is no such installation, camera or code.
 */
export async function doctor(options: DoctorOptions, practice: Practice): Promise<void> {
  const { terminal } = practice;
  if (options.explain !== undefined) return explainCode(options.explain, options, terminal);
  const signal = interruption();
  try {
    const report = await examineInstallation(options, practice, signal);
    if (options.json) terminal.print(JSON.stringify(report));
    if (!report.ok) terminal.failed();
  } catch (error) {
    // What was looked at when it ended is not what was wrong.
    terminal.progress.clear();
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = 130;
  }
}

async function explainCode(code: string | true, { json = false }: DoctorOptions, terminal: Terminal): Promise<void> {
  const page = await readFile(troubleshootingPage, "utf8").catch(() => {
    throw new Error(`${troubleshootingPage} cannot be read: install the package again`);
  });
  explain({ json, ...(code !== true && { code }) }, page, terminal);
}

/** Examines it; what is found is printed as it is found, except where JSON is wanted. */
async function examineInstallation(
  options: DoctorOptions,
  { terminal, folder, environment }: Practice,
  signal: AbortSignal,
): Promise<DoctorReport> {
  const { json = false, camera, tokenFile } = options;
  const chosen = await choosePatient(options, folder, environment);
  const accessToken = tokenFile === undefined ? undefined : await unlessAborted(readToken(tokenFile), signal);
  // The links load AWS's clients and a WebRTC stack, which explaining a code has no use for.
  const { chain } = await import("./links/chain.ts");
  const patient = createPatient({ ...chosen, environment, camera, accessToken, signal });
  const installation = describe(chosen);
  const print = (text: string) => (json ? undefined : terminal.print(text));
  print(`${bold(installation)}\n`);
  const again = doctorCommand(options);
  try {
    const found = await unlessAborted(walk(patient, chain, { terminal, print, json }), signal);
    const { broken } = found;
    print(broken === undefined ? `\n${bold("All links hold.")}` : formatRemedy(broken, terminal.columns, again));
    return { installation, ...found };
  } finally {
    patient.close();
  }
}

interface Output {
  readonly terminal: Terminal;
  readonly print: (text: string) => void;
  readonly json: boolean;
}

async function walk(patient: Patient, chain: Chain, { terminal, print, json }: Output) {
  const { progress, columns, isLive } = terminal;
  const { readChosenCameras } = await import("./reads/chosen-cameras.ts");
  let above: string | undefined;
  return examine(patient, chain, (each) => each.read(readChosenCameras), {
    onBegin(title) {
      // Where no line replaces itself, what was found is progress enough.
      if (isLive || json) progress.show({ starting: `Looking at ${title}` });
    },
    onEnd(examined) {
      progress.clear();
      if (examined.camera !== above) print(dim(`\n  ${examined.camera ?? "The skill"}`));
      above = examined.camera;
      print(formatLink(examined, columns));
    },
  });
}

function describe({ kind, folder, dataDirectory, profile, alexaRegion, isNeither }: ChosenPatient): string {
  if (kind === "rehearsed") return `The rehearsal that runs on ${dataDirectory}`;
  const region = alexaRegion === "default" ? "" : `, Alexa's region ${alexaRegion}`;
  if (isNeither) {
    return `The skill of ${folder}, profile ${profile}: no deploy of it is noted here, and no rehearsal runs on ${dataDirectory} (npm start)`;
  }
  return `The skill that is deployed from ${folder}, profile ${profile}${region}`;
}
