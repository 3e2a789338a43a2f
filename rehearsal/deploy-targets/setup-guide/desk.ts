import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { expect } from "../scenario.ts";
import { type Answer, openTerminal, type Terminal } from "../typed-at-prompts.ts";

/** How a line is typed at a desk. */
export interface Typing {
  /** The window that it is typed in; there is one at first, and another name opens another. */
  readonly window?: string;
  /** To the questions of its programs, in their order. */
  readonly answers?: readonly Answer[];
  /** How it is to end; 0 by default. */
  readonly exitCode?: number;
  /** How long it may take; three minutes by default. */
  readonly seconds?: number;
  /** What it is called where it is spoken of: as the page has it, where a secret was filled in. */
  readonly called?: string;
}

/** Where somebody sits who has git, Node.js with npm, and the AWS CLI, and nothing else: an empty home folder. */
export interface Desk {
  readonly home: string;
  /**
   * Types a line in a window whose shell keeps its folder and its variables.
   * @returns what its programs wrote.
   * @throws {NotAsExpected} when it ends otherwise than expected.
   */
  type(line: string, typing?: Typing): Promise<string>;
  /**
   * Types a line whose program goes on by itself, until it has written something.
   * @returns what ends it by Ctrl-C.
   */
  start(line: string, until: string | RegExp, typing?: Typing): Promise<() => Promise<void>>;
  /** Closes the windows, with all that runs in them. */
  leave(): Promise<void>;
}

/** What a desk has. */
export interface DeskOptions {
  /** Made, empty. */
  readonly home: string;
  /** The folders of what is on the PATH beside Node.js, git and the system's own programs, the first one first. */
  readonly programs: readonly string[];
  /** Where Amazon and AWS are. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onDoing: (what: string) => void;
  /** Told of what a line's programs have written. */
  readonly onOutput: (output: string) => void;
}

const FIRST_WINDOW = "first";
/** To load the rules for templates alone takes many seconds, and more on a busy machine. */
const SECONDS = 180;

/** Seats somebody at an empty desk. */
export async function createDesk(options: DeskOptions): Promise<Desk> {
  const { home, programs, addresses, signal, onDoing, onOutput } = options;
  const ownPrograms = join(home, ".npm-global");
  await mkdir(home, { recursive: true });
  const path = [...programs, join(ownPrograms, "bin"), dirname(process.execPath), process.env.PATH];
  const environment = {
    PATH: path.join(delimiter),
    HOME: home,
    LANG: "C.UTF-8",
    ...addresses,
    ...npmSettings(),
    // Where npm puts global packages that is not the system's.
    npm_config_prefix: ownPrograms,
    ASK_SHARE_USAGE: "false",
    ASK_SKIP_NEW_VERSION_REMINDER: "1",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    // Nobody is there to leave it again.
    AWS_PAGER: "",
  };
  const windows = new Map<string, Promise<Terminal>>();
  let doing = "";

  function windowOf(name: string): Promise<Terminal> {
    const onLine = (line: string) => onDoing(`${doing}: ${line.slice(0, 80)}`);
    const window = windows.get(name) ?? openTerminal({ cwd: home, environment, signal, onLine });
    windows.set(name, window);
    return window;
  }

  function begin(line: string): void {
    doing = line.length > 60 ? `${line.slice(0, 59)}…` : line;
    onDoing(doing);
  }

  return {
    home,
    async type(line, { window = FIRST_WINDOW, answers = [], exitCode = 0, seconds = SECONDS, called = line } = {}) {
      begin(called);
      const ran = await (await windowOf(window)).type(line, { answers, limitMs: seconds * 1000, called });
      onOutput(ran.output);
      expect(ran.exitCode === exitCode, `${called} ended with ${ran.exitCode}`);
      return ran.output;
    },
    async start(line, until, { window = FIRST_WINDOW, answers = [], seconds = SECONDS, called = line } = {}) {
      begin(called);
      const end = await (await windowOf(window)).start(line, until, { answers, limitMs: seconds * 1000, called });
      return async () => onOutput((await end()).output);
    },
    async leave() {
      for (const window of windows.values()) await window.then((each) => each.close()).catch(() => {});
    },
  };
}

/**
 * npm's settings of this machine, for its registry and its cache: what npm fetches comes from there, and what is in the
 * cache is not fetched again.
 */
function npmSettings(): Readonly<Record<string, string>> {
  const { HOME = "" } = process.env;
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    /^(?:npm_config_(?:registry|cafile|proxy|https_proxy|noproxy)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(
      name,
    ) && value !== undefined
      ? [[name, value]]
      : [],
  );
  return {
    ...Object.fromEntries(own),
    npm_config_userconfig: process.env.npm_config_userconfig ?? join(HOME, ".npmrc"),
    npm_config_cache: process.env.npm_config_cache ?? join(HOME, ".npm"),
    npm_config_prefer_offline: "true",
    npm_config_update_notifier: "false",
    npm_config_fund: "false",
    npm_config_audit: "false",
  };
}
