import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { npmInstall } from "./npm-install.ts";

/** Programs that the rehearsal runs unmodified and that are no dependencies of this project. */
export type ToolName = "ask-cli" | "runtime-client" | "node-22" | "node-24";

interface Tool {
  /** What people call it. */
  readonly title: string;
  /** About what it takes on disk, with all that it needs. */
  readonly megabytes: number;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  /** The packages whose own install steps run. */
  readonly scripts: readonly string[];
  /** What is run of it, below node_modules. */
  readonly program: string;
}

const nodeProgram = process.platform === "win32" ? "node/bin/node.exe" : "node/bin/node";

const tools: Readonly<Record<ToolName, Tool>> = {
  "ask-cli": {
    title: "Amazon's ask-cli 2.30.7",
    megabytes: 200,
    dependencies: { "ask-cli": "2.30.7" },
    // The newest antlr4ts by number is a broken one, and ask-cli does not start with it.
    overrides: { antlr4ts: "0.5.0-alpha.4" },
    scripts: [],
    program: "ask-cli/dist/bin/ask.js",
  },
  "runtime-client": {
    title: "AWS's Node.js runtime client 4.0.2",
    megabytes: 20,
    dependencies: { "aws-lambda-ric": "4.0.2" },
    // They compile its HTTP client, which takes a minute and a C++ compiler; ours takes its place.
    scripts: [],
    program: "aws-lambda-ric/index.mjs",
  },
  "node-22": {
    title: "Node.js 22",
    megabytes: 190,
    dependencies: { node: "22" },
    scripts: ["node"],
    program: nodeProgram,
  },
  "node-24": {
    title: "Node.js 24",
    megabytes: 190,
    dependencies: { node: "24" },
    scripts: ["node"],
    program: nodeProgram,
  },
};

/** All of them. */
export const toolNames = Object.keys(tools) as readonly ToolName[];

/** Whether a tool has this name. */
export function isToolName(name: string): name is ToolName {
  return Object.hasOwn(tools, name);
}

/** How a tool is installed. */
export interface InstallOptions {
  /** Is told what people call the tool and about what it takes on disk, when it is not there yet and npm begins to fetch it. */
  readonly onInstall?: (title: string, megabytes: number) => void;
  /** The environment that npm runs in. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Ends npm early. */
  readonly signal?: AbortSignal;
}

/**
 * Installs a tool into a folder of its own, unless it is there already. Several processes may do so at once, and one
 * that is ended meanwhile leaves nothing half done.
 * @param folder where all tools are, each in a folder of its name; by default `.real-peers` in the project.
 * @returns the path of the program.
 * @throws {Error} with npm's own words when it cannot be installed.
 * @throws the signal's reason when that ends it.
 */
export async function installTool(name: ToolName, folder: string, options: InstallOptions = {}): Promise<string> {
  if (await isInstalled(name, folder)) return programOf(name, folder);
  const { title, megabytes } = tools[name];
  options.onInstall?.(title, megabytes);
  await mkdir(folder, { recursive: true });
  await removeAbandoned(name, folder);
  const fresh = await mkdtemp(join(folder, unfinished(name)));
  try {
    await installInto(fresh, name, options);
    await put(fresh, name, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return programOf(name, folder);
}

/** The path of a tool's program in this folder, whether or not it is installed. */
export function programOf(name: ToolName, folder: string): string {
  return join(folder, name, "node_modules", tools[name].program);
}

/** What people call a tool. */
export function titleOf(name: ToolName): string {
  return tools[name].title;
}

/** What is asked of npm; written beside the packages last, it says that they are all there, in these versions. */
function manifestOf({ dependencies, overrides }: Tool): string {
  return `${JSON.stringify({ private: true, dependencies, overrides }, null, 2)}\n`;
}

async function isInstalled(name: ToolName, folder: string): Promise<boolean> {
  const complete = await readFile(join(folder, name, "complete.json"), "utf8").catch(() => "");
  return complete === manifestOf(tools[name]);
}

async function installInto(home: string, name: ToolName, options: InstallOptions): Promise<void> {
  const { environment = process.env, signal } = options;
  const tool = tools[name];
  const manifest = manifestOf(tool);
  // npm may come to run only those install steps that the project allows.
  const allowScripts = Object.fromEntries(tool.scripts.map((each) => [each, true]));
  await writeFile(join(home, "package.json"), JSON.stringify({ ...JSON.parse(manifest), allowScripts }, null, 2));
  await npmInstall(home, { ignoreScripts: tool.scripts.length === 0, environment, signal }).catch((error: Error) => {
    signal?.throwIfAborted();
    throw new Error(`${tool.title} could not be installed: ${error.message}`);
  });
  await access(join(home, "node_modules", tool.program)).catch(() => {
    throw new Error(`${tool.title} could not be installed: npm left no ${tool.program}`);
  });
  await writeFile(join(home, "complete.json"), manifest);
}

/** Puts what is installed in its place, unless another process was faster; what was there before gives way. */
async function put(fresh: string, name: ToolName, folder: string): Promise<void> {
  const home = join(folder, name);
  const outdated = `${fresh}-outdated`;
  for (let attempt = 1; ; attempt += 1) {
    const failure = await rename(fresh, home).catch((error: Error) => error);
    if (failure === undefined || (await isInstalled(name, folder))) return;
    if (attempt === 3) throw failure;
    // Another process may have moved it away already.
    await rename(home, outdated).catch(() => undefined);
    await rm(outdated, { recursive: true, force: true });
  }
}

const unfinished = (name: ToolName) => `.${name}-`;
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** Removes what processes left that were ended in the middle of it. */
async function removeAbandoned(name: ToolName, folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(unfinished(name))) continue;
    const path = join(folder, entry);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
