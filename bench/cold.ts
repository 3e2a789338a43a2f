import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installTool, type ToolName } from "../rehearsal/amazon-tools.ts";
import { runtimeOf } from "../rehearsal/lambda-runtime/aws-runtime-client.ts";
import type { EnvironmentOptions } from "../rehearsal/lambda-runtime/environment.ts";
import { type BenchmarkResult, median } from "./benchmark.ts";
import { startInstantAmazon } from "./cold/amazon.ts";
import { type ColdStart, coldStart } from "./cold/cold-start.ts";
import {
  bundledThreeCalls,
  type ColdFunction,
  emptyHandler,
  packedSkill,
  unbundledSkill,
  unbundledThreeCalls,
} from "./cold/functions.ts";

const ROUNDS = 21;
/** Rounds that only bring files into the system's cache. */
const WARM_UP = 1;
/** What a view may take longer in a new environment than an empty handler, in milliseconds. */
const LIMIT_MS = 120;
const root = join(import.meta.dirname ?? ".", "..");

/**
 * A view by the packed skill in a new environment, from the spawn of AWS's own Node.js runtime client on Node.js 24 to
 * the answer, less the same of an empty handler. The services answer at once. `ours` is the median of the differences,
 * each within one round, in milliseconds of this machine: unlike a ratio it is not free of the machine's speed.
 */
export async function run(): Promise<BenchmarkResult> {
  const folder = await mkdtemp(join(tmpdir(), "bench-cold-"));
  const runtime = runtimeOf({ runtimeClient: await tool("runtime-client"), node: await tool("node-24") });
  const amazon = await startInstantAmazon(root);
  try {
    const empty = await emptyHandler(join(folder, "empty"));
    const packed = await packedSkill(root, join(folder, "packed"));
    const unbundled = await unbundledSkill(root, join(folder, "unbundled"));
    for (const { taskRoot } of [packed, unbundled]) await writeFile(join(taskRoot, "cameras.json"), amazon.camerasFile);
    const bundledThree = await bundledThreeCalls(root, join(folder, "three-bundled"));
    const unbundledThree = await unbundledThreeCalls(root, join(folder, "three-unbundled"));

    const start = (cold: ColdFunction, change: Readonly<Record<string, string>> = {}) => {
      const { region, directive, environment } = amazon;
      const options = { ...lambda, ...runtime, ...cold, region, environment: { ...environment, ...change } };
      return () => coldStart(options, directive, cold !== empty);
    };
    const starts = {
      empty: start(empty),
      packed: start(packed),
      table: start(packed, amazon.tableEnvironment),
      unbundled: start(unbundled),
      bundledThree: start(bundledThree),
      unbundledThree: start(unbundledThree),
    };
    const times = await alternate(starts);
    const over = (name: keyof typeof starts, what: keyof ColdStart) =>
      median(times[name].map((time, round) => time[what] - (times.empty[round]?.[what] ?? Number.NaN)));
    const ours = over("packed", "answer");
    return {
      name: "cold",
      ours,
      limit: LIMIT_MS,
      ratio: ours / LIMIT_MS,
      budget: 1,
      beside: {
        "an empty handler, to its answer": median(times.empty.map(({ answer }) => answer)),
        "an empty handler, init alone": median(times.empty.map(({ init }) => init)),
        "the skill, init alone, over it": over("packed", "init"),
        "the skill with cameras and state in DynamoDB, as in the stack, over it": over("table", "answer"),
        "the skill unbundled, over it": over("unbundled", "answer"),
        "the skill unbundled, init alone, over it": over("unbundled", "init"),
        "three calls in a row, bundled with esbuild's defaults, over it": over("bundledThree", "answer"),
        "three calls in a row, unbundled, over it": over("unbundledThree", "answer"),
      },
    };
  } finally {
    await amazon.stop();
    await rm(folder, { recursive: true });
  }
}

/** The function as the stack has it. */
const lambda: Pick<EnvironmentOptions, "functionName" | "memoryMegabytes" | "timeoutSeconds" | "onLog"> = {
  functionName: "bench",
  memoryMegabytes: 512,
  timeoutSeconds: 8,
  // Written to all the same: that is part of the skill's work.
  onLog: () => {},
};

function tool(name: ToolName): Promise<string> {
  const onInstall = (title: string) => process.stderr.write(`Installing ${title} for this benchmark (once)\n`);
  return installTool(name, join(root, ".real-peers"), { onInstall });
}

/** Runs all in turn, round by round, so that whatever else the machine does falls on all of them. */
async function alternate<Name extends string>(
  starts: Readonly<Record<Name, () => Promise<ColdStart>>>,
): Promise<Record<Name, ColdStart[]>> {
  const entries = Object.entries<() => Promise<ColdStart>>(starts) as [Name, () => Promise<ColdStart>][];
  const times = Object.fromEntries(entries.map(([name]) => [name, [] as ColdStart[]])) as Record<Name, ColdStart[]>;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [name, start] of entries) {
      const time = await start();
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}
