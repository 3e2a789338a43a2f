import { readdir } from "node:fs/promises";
import type { BenchmarkResult } from "./benchmark.ts";

// `npm run bench [name…]`: runs each benchmark, prints its figures, and fails when one is over its budget.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const helpers = new Set(["run", "benchmark", "one-send", "view-directive"]);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read it has left, as `head` does: nobody waits for more figures.
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
const files = await readdir(import.meta.dirname ?? new URL(".", import.meta.url).pathname);
const known = files
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => !helpers.has(name));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : known;

if (wanted.some((name) => name === "--help" || name === "-h")) {
  process.stdout.write(
    `npm run bench [name…]: runs benchmarks and holds each to its budget.\nThere are: ${known.join(", ")}\n`,
  );
  process.exit(0);
}

for (const name of wanted) {
  if (!known.includes(name)) fail(`there is no benchmark "${name}"; there are: ${known.join(", ")}`);
  const { run } = (await import(`./${name}.ts`)) as { run(): Promise<BenchmarkResult | BenchmarkResult[]> };
  for (const result of [await run()].flat()) print(result);
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
