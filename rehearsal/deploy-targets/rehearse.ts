import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installTool, type ToolName } from "../amazon-tools.ts";
import { readOptions, usage, WrongUsage } from "./options.ts";
import { asJson, createReport, type Report } from "./report.ts";
import { runProgram } from "./run-program.ts";
import { runScenarios } from "./run-scenarios.ts";
import { scenarios } from "./scenarios/list.ts";

// `npm run deploy:rehearse`
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const toolFolder = join(project, ".real-peers");
const interrupted = new AbortController();
let report: Report | undefined;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // Asked a second time: stopping itself hangs.
    if (interrupted.signal.aborted) process.exit(130);
    report?.clear();
    process.stderr.write("\nStopping…\n");
    interrupted.abort(new Error("interrupted"));
  });
}

// What was stopped in its middle may still have timers.
process.exit(await main(process.argv.slice(2)));

async function main(typed: readonly string[]): Promise<number> {
  try {
    const { scenarios: only, list, keep, json, help } = readOptions(typed, process.env);
    if (help) return print(usage);
    if (list) return print(json ? listAsJson() : listAsText());
    refuseUnknown(only);
    report = createReport(json ? process.stderr : process.stdout, process.stderr);
    const results = await rehearse({ only, keep }, report);
    report.end(results);
    if (json) print(asJson(results));
    return results.every(({ outcome }) => outcome === "pass") ? 0 : 1;
  } catch (error) {
    report?.clear();
    if (interrupted.signal.aborted) return 130;
    const isUsage = error instanceof WrongUsage;
    const help = "npm run deploy:rehearse -- --help says what there is.\n";
    process.stderr.write(`error: ${(error as Error).message}\n${isUsage ? help : ""}`);
    return isUsage ? 2 : 1;
  }
}

async function rehearse(wanted: { only: readonly string[] | undefined; keep: boolean }, report: Report) {
  const { signal } = interrupted;
  const askCli = await install("ask-cli", report);
  const tools = { runtimeClient: await install("runtime-client", report), node: await install("node-24", report) };
  const cameraSkill = await builtCommand(report);
  const { startStory } = await import("./story.ts");
  return runScenarios({
    ...wanted,
    scenarios,
    signal,
    startStage: ({ channelsIn }) =>
      startStory({
        project,
        askCli,
        cameraSkill,
        tools,
        channelsIn,
        signal,
        onDoing: report.doing,
      }),
    onBegin: ({ title }, number, count) => report.begin(title, number, count),
    onEnd: report.result,
  });
}

async function install(name: ToolName, report: Report): Promise<string> {
  let installing: string | undefined;
  const path = await installTool(name, toolFolder, {
    signal: interrupted.signal,
    onInstall(title, megabytes) {
      installing = title;
      report.doing(`Installing ${title}, once: about ${megabytes} MB in .real-peers`);
    },
  });
  if (installing !== undefined) report.done(`${installing} installed`);
  return path;
}

/** The `camera-skill` command that `npm ci` builds. */
async function builtCommand(report: Report): Promise<string> {
  const path = join(project, "dist/cli/camera-skill.mjs");
  if (existsSync(path)) return path;
  report.doing("Building camera-skill");
  const { exitCode, output } = await runProgram({
    command: ["npm", "run", "--silent", "build"],
    cwd: project,
    environment: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" },
    limitMs: 120_000,
    signal: interrupted.signal,
  });
  if (exitCode !== 0) throw new Error(`camera-skill could not be built:\n${output.trim()}`);
  return path;
}

function refuseUnknown(only: readonly string[] = []): void {
  const known = scenarios.map(({ name }) => name);
  const unknown = only.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new WrongUsage(`there is no scenario "${unknown}"; there are: ${known.join(", ")}`);
}

function listAsText(): string {
  return scenarios.map(({ name, title }) => `${name.padEnd(20)} ${title}\n`).join("");
}

function listAsJson(): string {
  return `${JSON.stringify({ scenarios: scenarios.map(({ name, title, after }) => ({ name, title, after })) })}\n`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
