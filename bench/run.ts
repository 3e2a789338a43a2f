import { readdir } from "node:fs/promises";
import type { BenchmarkResult } from "./benchmark.ts";

// `npm run bench [name…]`: runs each benchmark, prints its figures, and fails when one is over its budget.
const helpers = new Set(["run", "benchmark"]);
const files = await readdir(import.meta.dirname ?? new URL(".", import.meta.url).pathname);
const known = files.map((file) => file.replace(/\.ts$/, "")).filter((name) => !helpers.has(name));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : known;

for (const name of wanted) {
  if (!known.includes(name)) fail(`there is no benchmark "${name}"; there are: ${known.join(", ")}`);
  const { run } = (await import(`./${name}.ts`)) as { run(): Promise<BenchmarkResult> };
  print(await run());
}

function print(result: BenchmarkResult): void {
  const verdict = result.ratio <= result.budget ? "within" : "OVER";
  const figures = { ours: result.ours, limit: result.limit, ...result.beside };
  process.stdout.write(`${result.name}: ${result.ratio.toFixed(2)}×, ${verdict} the budget of ${result.budget}×\n`);
  for (const [label, value] of Object.entries(figures)) process.stdout.write(`  ${label}: ${value.toFixed(3)}\n`);
  if (result.ratio > result.budget) process.exitCode = 1;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
