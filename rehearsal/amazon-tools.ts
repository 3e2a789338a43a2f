import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Programs that the rehearsal runs unmodified and that are no dependencies of this project. */
export type ToolName = "ask-cli" | "runtime-client" | "node-22" | "node-24";

interface Tool {
  /** What people call it. */
  readonly title: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  /** Whether its packages' own install steps run. */
  readonly scripts: boolean;
  /** What is run of it, below node_modules. */
  readonly program: string;
}

const tools: Readonly<Record<ToolName, Tool>> = {
  "ask-cli": {
    title: "Amazon's ask-cli 2.30.7",
    dependencies: { "ask-cli": "2.30.7" },
    // The newest antlr4ts by number is a broken one, and ask-cli does not start with it.
    overrides: { antlr4ts: "0.5.0-alpha.4" },
    scripts: false,
    program: "ask-cli/dist/bin/ask.js",
  },
  "runtime-client": {
    title: "AWS's Node.js runtime client 4.0.2",
    dependencies: { "aws-lambda-ric": "4.0.2" },
    // They compile its HTTP client, which takes a minute and a C++ compiler; ours takes its place.
    scripts: false,
    program: "aws-lambda-ric/index.mjs",
  },
  "node-22": { title: "Node.js 22", dependencies: { node: "22" }, scripts: true, program: "node/bin/node" },
  "node-24": { title: "Node.js 24", dependencies: { node: "24" }, scripts: true, program: "node/bin/node" },
};

/**
 * Installs a tool into a folder of its own, unless it is there already.
 * @param folder where all tools are, each in a folder of its name; by default `.real-peers` in the project.
 * @returns the path of the program.
 * @throws {Error} with npm's own words when it cannot be installed.
 */
export async function installTool(name: ToolName, folder: string): Promise<string> {
  const { title, dependencies, overrides, scripts, program } = tools[name];
  const home = join(folder, name);
  const manifest = `${JSON.stringify({ private: true, dependencies, overrides }, null, 2)}\n`;
  const complete = join(home, "complete.json");
  const path = join(home, "node_modules", program);
  // Written last: an install that was interrupted, or one of another version, is done again.
  if ((await readFile(complete, "utf8").catch(() => "")) === manifest) return path;
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "package.json"), manifest);
  await runNpm(home, title, [
    "install",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    ...(scripts ? [] : ["--ignore-scripts"]),
  ]);
  await writeFile(complete, manifest);
  return path;
}

/** What people call a tool. */
export function titleOf(name: ToolName): string {
  return tools[name].title;
}

async function runNpm(cwd: string, title: string, parameters: readonly string[]): Promise<void> {
  const child = spawn("npm", parameters, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(chunk));
  const [code] = await once(child, "exit");
  if (code === 0) return;
  const said = Buffer.concat(output).toString("utf8").trim();
  throw new Error(`${title} could not be installed by npm${said === "" ? "" : `:\n${said}`}`);
}
