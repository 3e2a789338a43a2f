import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Credentials } from "../signaling-service/access/access-keys.ts";
import { type DeployedState, deployedState, readAskStates } from "./ask-cli/ask-states.ts";
import { type SignedIn, writeHome } from "./ask-cli/home.ts";
import { progressIn } from "./progress.ts";
import { Overdue, type ProgramRun, runProgram } from "./run-program.ts";
import { NotAsExpected } from "./scenario.ts";
import { makeWorkspace, type Workspace } from "./workspace/workspace.ts";

/** A skill developer: a copy of the project, a home folder, and what they type. */
export interface Developer {
  readonly workspace: Workspace;
  /** `ask deploy`, and what is given after it. */
  askDeploy(...parameters: readonly string[]): Promise<ProgramRun>;
  /** `npm run`, and what is given after it. */
  npmRun(script: string, ...parameters: readonly string[]): Promise<ProgramRun>;
  /**
   * `camera-skill`, and what is given after it.
   * @throws {NotAsExpected} when it fails.
   */
  cameraSkill(...parameters: readonly string[]): Promise<string>;
  /** What ask-cli has noted of a profile's deploys. */
  deployed(profile?: string): Promise<DeployedState>;
}

/** Where a developer works, and with what. */
export interface DeveloperOptions {
  /** The project that the workspace is a copy of. */
  readonly project: string;
  /** Holds the workspace and the home folder. */
  readonly folder: string;
  /** The path of ask-cli's program. */
  readonly askCli: string;
  /** The path of the built `camera-skill`. */
  readonly cameraSkill: string;
  /** Where Amazon is, and AWS for `camera-skill`: the overrides of their addresses, and nothing else. */
  readonly addresses: Readonly<Record<string, string>>;
  /** In the home folder's files; with `environmentKeys` in the environment instead, as in a pipeline. */
  readonly signedIn: SignedIn;
  readonly environmentKeys?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Told what is under way, in a few words. */
  readonly onDoing: (what: string) => void;
  /** Told of each program's output when it has ended. */
  readonly onOutput: (output: string) => void;
}

/** In milliseconds. ask-cli itself waits for a stack without end. */
const LIMITS = { askDeploy: 120_000, npmRun: 300_000, cameraSkill: 60_000 };

/** Gives a developer a desk. */
export async function createDeveloper(options: DeveloperOptions): Promise<Developer> {
  const { project, folder, askCli, cameraSkill, signedIn, environmentKeys, signal, onDoing, onOutput } = options;
  const home = join(folder, "home");
  if (!environmentKeys) await writeHome(home, signedIn);
  // ask-cli names the bucket and the stack after the folder.
  const workspace = await makeWorkspace(project, join(folder, "camera-skill"));
  const programs = join(folder, "bin");
  await writeProgram(programs, "ask", [process.execPath, askCli]);
  await writeProgram(programs, "camera-skill", [process.execPath, cameraSkill]);
  const keys = awsVariables(signedIn.credentials);
  const environment = {
    // Nothing of the user's own: neither keys nor profiles nor settings of npm and Node.js.
    PATH: [programs, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    ...options.addresses,
    ASK_SHARE_USAGE: "false",
    ASK_SKIP_NEW_VERSION_REMINDER: "1",
    // With keys in the environment ask-cli tells Amazon of its use whatever is set: nobody listens there.
    HTTPS_PROXY: "http://127.0.0.1:1",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    npm_config_update_notifier: "false",
    ...(environmentKeys && { ...keys, ASK_REFRESH_TOKEN: signedIn.refreshToken, ASK_VENDOR_ID: signedIn.vendorId }),
  };

  async function run(
    what: string,
    command: readonly string[],
    limitMs: number,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ProgramRun> {
    onDoing(what);
    function onLine(line: string): void {
      const progress = progressIn(line);
      if (progress !== undefined) onDoing(`${what}: ${progress}`);
    }
    const program = { command, cwd: workspace.folder, environment: { ...environment, ...more }, limitMs };
    try {
      const ran = await runProgram({ ...program, signal, onLine });
      onOutput(ran.output);
      return ran;
    } catch (error) {
      if (error instanceof Overdue) onOutput(error.output);
      throw error;
    }
  }

  return {
    workspace,
    askDeploy: (...parameters) => run("ask deploy", ["ask", "deploy", ...parameters], LIMITS.askDeploy),
    npmRun: (script, ...parameters) =>
      run(`npm run ${script}`, ["npm", "run", script, "--", ...parameters], LIMITS.npmRun),
    async cameraSkill(...parameters) {
      const what = ["camera-skill", ...parameters.slice(0, 2)].join(" ");
      const { exitCode, output } = await run(what, ["camera-skill", ...parameters], LIMITS.cameraSkill, keys);
      if (exitCode === 0) return output;
      throw new NotAsExpected(`camera-skill ${parameters.join(" ")} ended with ${exitCode}: ${output.trim()}`);
    },
    async deployed(profile = "default") {
      return deployedState(await readAskStates(workspace.folder), profile);
    },
  };
}

/** Puts a program where a PATH finds it, as `npm install --global` does. */
async function writeProgram(folder: string, name: string, command: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  await writeFile(join(folder, name), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
}

function awsVariables({ accessKeyId, secretAccessKey }: Credentials): Readonly<Record<string, string>> {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}
