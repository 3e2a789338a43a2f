import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installTool, type ToolName } from "../amazon-tools.ts";
import { readOptions, type Script, WrongUsage } from "./options.ts";
import { asJson, createReport, type Report } from "./report.ts";
import { runProgram } from "./run-program.ts";
import { runScenarios, type ScenarioResult, type Stage } from "./run-scenarios.ts";
import type { Scenario } from "./scenario.ts";
import type { StoryOptions } from "./story.ts";

/** What a story is set up with. */
export type Setting = Omit<StoryOptions, "channelsIn" | "pluggedIn">;

/** A script of package.json that plays scenarios. */
export interface RehearsalProgram<Of extends Stage> extends Script {
  /** What `--help` prints. */
  readonly usage: string;
  readonly scenarios: readonly Scenario<Of>[];
  /** @param first the scenario that the story begins with. */
  startStage(setting: Setting, first: Scenario<Of>): Promise<Of>;
  /** What is shown before the count, a line each. */
  summary?(results: readonly ScenarioResult[]): readonly string[];
}

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const toolFolder = join(project, ".real-peers");

/** Runs a script, and ends the process: with 0 when all passed, 1, 2 for wrong usage, or 130 when it was interrupted. */
export async function runRehearsal<Of extends Stage>(program: RehearsalProgram<Of>): Promise<never> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  // What was stopped in its middle may still have timers.
  process.exit(await main(program, process.argv.slice(2)));
}

async function main<Of extends Stage>(program: RehearsalProgram<Of>, typed: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  let report: Report | undefined;
  onInterruption(interrupted, () => report?.clear());
  try {
    const { only, list, keep, json, help } = readOptions(typed, process.env, program);
    if (help) return print(program.usage);
    if (list) return print(json ? listAsJson(program) : listAsText(program));
    refuseUnknown(program, only);
    report = createReport(json ? process.stderr : process.stdout, process.stderr);
    const results = await rehearse(program, { only, keep }, report, interrupted.signal);
    report.end(results, program.summary?.(results));
    if (json) print(asJson(results, plural(program)));
    return results.every(({ outcome }) => outcome === "pass") ? 0 : 1;
  } catch (error) {
    report?.clear();
    if (interrupted.signal.aborted) return 130;
    const isUsage = error instanceof WrongUsage;
    const help = `npm run ${program.script} -- --help says what there is.\n`;
    process.stderr.write(`error: ${(error as Error).message}\n${isUsage ? help : ""}`);
    return isUsage ? 2 : 1;
  }
}

function onInterruption(interrupted: AbortController, clear: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // Asked a second time: stopping itself hangs.
      if (interrupted.signal.aborted) process.exit(130);
      clear();
      process.stderr.write("\nStopping…\n");
      interrupted.abort(new Error("interrupted"));
    });
  }
}

async function rehearse<Of extends Stage>(
  { scenarios, startStage }: RehearsalProgram<Of>,
  wanted: { only: readonly string[] | undefined; keep: boolean },
  report: Report,
  signal: AbortSignal,
): Promise<readonly ScenarioResult[]> {
  const askCli = await install("ask-cli", report, signal);
  const runtimeClient = await install("runtime-client", report, signal);
  const tools = { runtimeClient, node: await install("node-24", report, signal) };
  const cameraSkill = await builtCommand(report, signal);
  const setting: Setting = { project, askCli, cameraSkill, tools, signal, onDoing: report.doing };
  return runScenarios({
    ...wanted,
    scenarios,
    signal,
    startStage: (first) => startStage(setting, first),
    onBegin: ({ title }, number, count) => report.begin(title, number, count),
    onEnd: report.result,
  });
}

async function install(name: ToolName, report: Report, signal: AbortSignal): Promise<string> {
  let installing: string | undefined;
  const path = await installTool(name, toolFolder, {
    signal,
    onInstall(title, megabytes) {
      installing = title;
      report.doing(`Installing ${title}, once: about ${megabytes} MB in .real-peers`);
    },
  });
  if (installing !== undefined) report.done(`${installing} installed`);
  return path;
}

/** The `camera-skill` command that `npm ci` builds. */
async function builtCommand(report: Report, signal: AbortSignal): Promise<string> {
  const path = join(project, "dist/cli/camera-skill.mjs");
  if (existsSync(path)) return path;
  report.doing("Building camera-skill");
  const { exitCode, output } = await runProgram({
    command: ["npm", "run", "--silent", "build"],
    cwd: project,
    environment: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" },
    limitMs: 120_000,
    signal,
  });
  if (exitCode !== 0) throw new Error(`camera-skill could not be built:\n${output.trim()}`);
  return path;
}

type Listed = Script & { readonly scenarios: readonly Pick<Scenario<never>, "name" | "title" | "after">[] };

function refuseUnknown({ scenarios, choice }: Listed, only: readonly string[] = []): void {
  const known = scenarios.map(({ name }) => name);
  const unknown = only.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new WrongUsage(`there is no ${choice} "${unknown}"; there are: ${known.join(", ")}`);
}

function listAsText({ scenarios }: Listed): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length)) + 2;
  return scenarios.map(({ name, title }) => `${name.padEnd(width)}${title}\n`).join("");
}

function listAsJson(program: Listed): string {
  const listed = program.scenarios.map(({ name, title, after }) => ({ name, title, after }));
  return `${JSON.stringify({ [plural(program)]: listed })}\n`;
}

const plural = ({ choice }: Script): string => `${choice}s`;

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
