import { delimiter, dirname, join } from "node:path";
import type { Credentials } from "../signaling-service/access/access-keys.ts";
import { type DeployedState, deployedState, readAskStates } from "./ask-cli/ask-states.ts";
import { AWS_PROFILE, type SignedIn, writeHome } from "./ask-cli/home.ts";
import { writeAwsCli } from "./desk/aws-cli.ts";
import { writeBuiltCommand } from "./desk/built-command.ts";
import { type SecondTerminal, startLine } from "./desk/second-terminal.ts";
import { openWindow, type TypeOptions } from "./desk/type-lines.ts";
import { writeProgram } from "./desk/write-program.ts";
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
  /**
   * Types lines into the developer's terminal, in the workspace, with the AWS profile and region that docs/setup.md has
   * them export; stops at the first that fails. What they export holds for all that is typed after them.
   * @returns how the last one ended.
   * @throws {Overdue} when they take too long.
   */
  type(lines: string | readonly string[], options?: Omit<TypeOptions, "onLine">): Promise<ProgramRun>;
  /** Types a line whose program goes on by itself into a second terminal, opened for it in the workspace. */
  start(line: string): SecondTerminal;
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
  /** The AWS region that they have exported: that of their Alexa; us-east-1 by default. */
  readonly region?: string;
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
  await writeAwsCli(programs);
  await writeBuiltCommand(workspace, cameraSkill);
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

  const { region = "us-east-1" } = options;
  const atTerminal = {
    ...environment,
    ...(!environmentKeys && { AWS_PROFILE }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
  const file = join(folder, "exported");
  const typeLines = openWindow({ cwd: workspace.folder, environment: atTerminal, file, signal });

  async function run(
    what: string,
    command: readonly string[],
    limitMs: number,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ProgramRun> {
    const program = { command, cwd: workspace.folder, environment: { ...environment, ...more }, limitMs, signal };
    return told(what, (onLine) => runProgram({ ...program, onLine }));
  }

  /** Tells of what runs as it comes on, and of its output when it has ended. */
  async function told(
    what: string,
    running: (onLine: (line: string) => void) => Promise<ProgramRun>,
  ): Promise<ProgramRun> {
    onDoing(what);
    function onLine(line: string): void {
      const progress = progressIn(line);
      if (progress !== undefined) onDoing(`${what}: ${progress}`);
    }
    try {
      const ran = await running(onLine);
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
    type(typed, how = {}) {
      const lines = typeof typed === "string" ? [typed] : typed;
      const [first = ""] = lines;
      return told(first.split(" ").slice(0, 4).join(" "), (onLine) => typeLines(lines, { ...how, onLine }));
    },
    start: (line) => startLine(line, { cwd: workspace.folder, environment: atTerminal, signal }),
    async deployed(profile = "default") {
      return deployedState(await readAskStates(workspace.folder), profile);
    },
  };
}

function awsVariables({ accessKeyId, secretAccessKey }: Credentials): Readonly<Record<string, string>> {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}
